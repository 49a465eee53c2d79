// What paper shows: the full text after GB/T 9704-2012 (22 lines of 28
// characters in a text area of 156 x 225 mm, page numbers outside), the digest
// on one sheet, a section without what only a screen needs.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browser, check, fileUrl } from './frame.mjs';

const POINTS = 72 / 25.4; // of a millimetre
const folder = mkdtempSync(join(tmpdir(), 'print-'));

async function print(root, name) {
    const page = await browser.newPage();
    const pdf = join(folder, `${name.replaceAll('/', '-')}.pdf`);
    await page.goto(fileUrl(root, name));
    await page.pdf({ path: pdf, preferCSSPageSize: true });
    await page.close();
    return pdf;
}

const numbers = (text) => text.match(/[\d.]+/g).map(Number);

// The lines of each page: where they begin and end in points, and their words.
function linesOf(pdf) {
    const xml = execFileSync('pdftotext', ['-bbox-layout', pdf, '-'], { encoding: 'utf8' });
    return xml.split('<page ').slice(1).map((page) => {
        const [width, height] = numbers(page.slice(0, page.indexOf('>')));
        const rows = new Map();
        for (const [, box, inner] of page.matchAll(/<line ([^>]*)>(.*?)<\/line>/gs)) {
            const [left, top, right, bottom] = numbers(box);
            const text = [...inner.matchAll(/<word[^>]*>(.*?)<\/word>/gs)].map((w) => w[1]).join('');
            const key = [...rows.keys()].find((at) => Math.abs(at - bottom) < 6) ?? bottom;
            const row = rows.get(key) ?? { left, right, top, bottom, text: '' };
            rows.set(key, {
                left: Math.min(row.left, left), right: Math.max(row.right, right),
                top: row.top, bottom, text: row.text + text,
            });
        }
        return { width, height, lines: [...rows.values()].sort((a, b) => a.bottom - b.bottom) };
    });
}

const isNumber = (line) => /^—\d+—$/.test(line.text.replaceAll(/\s/g, ''));

// `plain` pages have running text alone: no table, no title.
function judgeDocument(pages, told, { count, plain }) {
    check(pages.length === count, `${told} has ${count} pages`, `it has ${pages.length}`);
    check(pages.every(({ width, height }) =>
        Math.abs(width - 210 * POINTS) < 1 && Math.abs(height - 297 * POINTS) < 1), `${told} is A4`);
    pages.forEach((page, index) => {
        const number = page.lines.find(isNumber);
        const text = page.lines.filter((line) => !isNumber(line));
        const left = Math.min(...text.map((line) => line.left)) / POINTS;
        const right = Math.max(...text.map((line) => line.right)) / POINTS;
        const where = `${told}, page ${index + 1}`;
        check(number?.text.replaceAll(/\D/g, '') === String(index + 1), `${where} bears its number`);
        if (number) // 单页码居右空一字，双页码居左空一字
            check(index % 2 ? number.left / POINTS < 60 : number.right / POINTS > 150,
                `${where} has its number outside`, `${number.left / POINTS} mm`);
        check(left > 27 && right < 185.5, `${where} keeps its margins`,
            `${left.toFixed(1)} to ${right.toFixed(1)} mm`);
        if (!plain.includes(index + 1))
            return;
        check(text.length === 22, `${where} has 22 lines`, `it has ${text.length}`);
        const pitch = (text.at(-1).bottom - text[0].bottom) / (text.length - 1);
        check(Math.abs(pitch - 28.95) < 0.3, `${where} keeps the pitch of lines`, `${pitch} pt`);
    });
    const han = pages.flatMap(({ lines }) => lines)
        .filter((line) => /^[\p{Script=Han}，。；、：“”（）]+$/u.test(line.text));
    const most = Math.max(...han.map((line) => [...line.text].length));
    check(most === 28, `${told} has 28 characters a line`, `${most}`);
    const full = han.filter((line) => [...line.text].length === 28);
    check(full.every((line) => Math.abs((line.right - line.left) / POINTS - 156) < 2),
        `${told} fills its lines`, full.map((line) => `${(line.right - line.left) / POINTS} mm`));
}

export async function printing(root, site, documents) {
    if (!existsSync('/usr/bin/pdftotext')) {
        console.log('skip: no pdftotext; see scripts/setup test');
        return;
    }
    for (const { name, ...wanted } of documents)
        judgeDocument(linesOf(await print(root, name)), `${site}/${name} on paper`, wanted);
    rmSync(folder, { recursive: true });
}

export async function printingOthers(root, site, digest, section) {
    if (!existsSync('/usr/bin/pdftotext'))
        return;
    const one = linesOf(await print(root, digest));
    check(one.length === 1, `${site}/${digest} is one sheet`, `it is ${one.length}`);
    const text = linesOf(await print(root, section))
        .flatMap(({ lines }) => lines).map((line) => line.text).join('');
    check(!/上一节|下一节|目录|跳到正文|¶/.test(text), `${site}/${section} prints its text alone`, text);
}
