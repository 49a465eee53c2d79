// sanitize - judges pages that were built from hostile HTML by parse5, an
// HTML5 parser: `node test/sanitize.mjs SITE CASES PARSE5`.
//
// Each case is a page. Beside the case's own paragraph no page may differ
// from that of a harmless case, and in it only what is listed may stand.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [site, casesFile, parse5Path] = process.argv.slice(2);
const { parse } = await import(pathToFileURL(parse5Path));
const cases = readFileSync(casesFile, "utf8").trimEnd().split("\n");
const elements = new Map(Object.entries({
    a: "href rel title lang class", // bare URLs become links of ours
    abbr: "title lang", b: "lang", br: "",
    caption: "", cite: "lang", code: "", dd: "", del: "", details: "open",
    dfn: "title lang", dl: "", dt: "", em: "lang", figcaption: "",
    figure: "", ins: "", kbd: "", li: "", mark: "", ol: "start", p: "lang id",
    q: "lang", rp: "", rt: "lang", ruby: "lang", s: "", samp: "", small: "", span: "class",
    strong: "lang", sub: "", summary: "", sup: "", table: "", tbody: "",
    td: "colspan rowspan", tfoot: "", th: "colspan rowspan scope", thead: "",
    time: "datetime", tr: "", u: "", ul: "", var: "", wbr: "",
}));

const begin = "CASEBEGIN", end = "CASEEND";

// The page as a flat list of what a browser would have in its tree.
function flatten(node, out = []) {
    for (const child of node.childNodes ?? []) {
        if (child.nodeName === "#text") {
            for (const piece of child.value.split(/(CASEBEGIN|CASEEND)/))
                out.push({ text: piece });
        } else if (child.nodeName === "#comment") {
            out.push({ comment: child.data });
        } else if (child.tagName) {
            out.push({ open: child });
            flatten(child, out);
            if (child.content) flatten(child.content, out);
        }
    }
    return out;
}

function parts(number) {
    const html = readFileSync(`${site}/c${number}.html`, "utf8");
    const all = flatten(parse(html));
    const from = all.findIndex((item) => item.text === begin);
    const to = all.findLastIndex((item) => item.text === end);
    if (from < 0 || to < from) return null;
    return { outside: [...all.slice(0, from), ...all.slice(to + 1)],
             inside: all.slice(from + 1, to) };
}

const shape = (items) => items
    .map((item) => item.open
        ? `<${item.open.tagName} ${item.open.attrs
            .filter((a) => a.name !== "aria-current")
            .map((a) => `${a.name}=${a.value}`).join(" ")}>`
        : item.comment !== undefined ? `<!--${item.comment}-->` : item.text)
    .join("")
    .replace(/(#p|=p|¶|链接 )\d+/g, "$1N"); // paragraphs are counted

// The mark behind a paragraph that leads to it is the theme's.
const isMark = (node) => node.tagName === "a" && node.attrs.length === 3 &&
    node.attrs.some((a) => a.name === "class" && a.value === "pl") &&
    node.attrs.some((a) => a.name === "href" && /^#p\d+$/.test(a.value));

function fault(items) {
    for (const item of items) {
        if (item.comment !== undefined) return "a comment";
        if (!item.open || isMark(item.open)) continue;
        const { tagName, attrs, namespaceURI } = item.open;
        if (!elements.has(tagName)) return `<${tagName}>`;
        if (!namespaceURI.endsWith("xhtml")) return `${namespaceURI}`;
        const known = elements.get(tagName).split(" ");
        for (const { name, value } of attrs) {
            if (!known.includes(name)) return `<${tagName} ${name}>`;
            if (name === "href" && !/^(https?:\/\/|mailto:|tel:)/i.test(value))
                return `href=${value}`;
        }
    }
    return null;
}

let passed = 0, failed = 0;
const base = shape(parts(0).outside);
for (let i = 0; i < cases.length; i++) {
    const page = parts(i + 1);
    const why = !page ? "the page's own words are gone"
        : shape(page.outside) !== base ? "the page around it differs"
        : fault(page.inside);
    if (why) {
        failed++;
        console.log(`FAIL ${cases[i]}: ${why}`);
    } else passed++;
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
