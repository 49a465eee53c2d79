// Every page of a site, from the disk as a village's old PC opens it: nothing
// is fetched from elsewhere, no barrier, no sideways scroll on a narrow screen,
// no dead link, valid HTML. Then all pages again from a server.

import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HtmlValidate } from 'html-validate';
import {
    DESK, NARROW, PHONE, barriers, browser, check, fileUrl, fits, isRedirect, judgeHeard, listen,
    pagesOf,
} from './frame.mjs';

const shots = process.env.SHOTS;

async function shoot(page, name, kind) {
    if (!shots)
        return;
    mkdirSync(shots, { recursive: true });
    await page.screenshot({
        path: join(shots, `${name.replaceAll('/', '-')}-${kind}.png`),
        fullPage: kind !== 'desk',
    });
}

// Runs in the page: what it links to, and what can be linked to.
function inventory() {
    return {
        ids: [...document.querySelectorAll('[id]')].map((at) => at.id),
        links: [...document.querySelectorAll('a[href], area[href]')].map((at) => at.href),
        headings: document.querySelectorAll('h1').length,
        policy: document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.content ?? '',
        inline: document.querySelectorAll(
            'style, [style], script:not([src]):not([type="application/ld+json"])').length,
    };
}

async function lookAt(page, root, name, told, known) {
    const { ids, links, headings, policy, inline } = await page.evaluate(inventory);
    known.ids.set(name, ids);
    known.links.set(name, links);
    check(new Set(ids).size === ids.length, `${told} has each id once`,
        ids.filter((id, at) => ids.indexOf(id) !== at));
    check(headings === 1, `${told} has one h1`, `it has ${headings}`);
    check(policy.includes("default-src 'none'") && !policy.includes('unsafe'),
        `${told} has a strict policy`, policy);
    check(inline === 0, `${told} has no inline style or script`, `it has ${inline}`);
    await shoot(page, name, 'desk');
    const found = await barriers(page);
    check(found.length === 0, `${told} has no barriers`, found);
    await page.setViewportSize(NARROW);
    await fits(page, `${told} does not scroll sideways at 320`);
    if (shots) {
        await page.setViewportSize(PHONE);
        await shoot(page, name, 'phone');
    }
    await page.setViewportSize(DESK);
}

async function followRedirect(page, root, name, told) {
    await page.waitForURL((url) => !url.href.endsWith(`/${name}`), { timeout: 5000 }).catch(() => {});
    const arrived = relative(root, fileURLToPath(page.url().replace(/#.*/, '')));
    check(arrived !== name && existsSync(join(root, arrived)), `${told} leads on`, arrived);
}

function judgeLinks(root, site, known) {
    for (const [name, links] of known.links) {
        const dead = links.filter((href) => href.startsWith('file:')).filter((link) => {
            const url = new URL(link);
            const anchor = decodeURIComponent(url.hash.slice(1));
            url.hash = '';
            const path = fileURLToPath(url);
            const to = relative(root, path);
            return to.startsWith('..') || !existsSync(path) ||
                (anchor && known.ids.has(to) && !known.ids.get(to).includes(anchor));
        });
        check(dead.length === 0, `${site}/${name} has no dead link`, dead);
    }
}

// Off: rules of taste on which our pages are deliberate.
const judge = new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: {
        'long-title': 'off', // titles of papers are as long as they are
        'no-trailing-whitespace': 'off',
        'void-style': 'off',
        'doctype-style': 'off',
    },
});

async function judgeHtml(root, name, told) {
    const report = await judge.validateFile(join(root, name));
    const wrong = report.results.flatMap((result) => result.messages.map((message) =>
        `${message.line}:${message.column} ${message.ruleId}: ${message.message}`));
    check(wrong.length === 0, `${told} is valid HTML`, wrong);
}

// One of two walkers: takes the next page until none is left.
async function walk(context, root, site, left, known) {
    const page = await context.newPage();
    const heard = listen(page, 'file:');
    for (let name = left.shift(); name; name = left.shift()) {
        const told = `${site}/${name}`;
        try {
            await page.goto(fileUrl(root, name));
            if (isRedirect(root, name))
                await followRedirect(page, root, name, told);
            else
                await lookAt(page, root, name, told, known);
            judgeHeard(told, heard);
            await judgeHtml(root, name, told);
        } catch (error) {
            check(false, `${told} can be looked at`, String(error).split('\n'));
        }
    }
    await page.close();
}

export async function everyPage(root, site) {
    const pages = pagesOf(root);
    const known = { ids: new Map(), links: new Map() };
    const context = await browser.newContext({ viewport: DESK, locale: 'zh-CN' });
    const left = [...pages];

    check(pages.length > 0, `${site} has pages`);
    await Promise.all([0, 1].map(() => walk(context, root, site, left, known)));
    judgeLinks(root, site, known);
    await context.close();
}

const TYPES = {
    '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript',
    '.png': 'image/png', '.svg': 'image/svg+xml', '.xml': 'application/xml',
};

// Serves a folder below /reports/, as a portal's column is; `change` may put
// other bytes in the place of a file's.
export async function serve(root, change = (name, bytes) => bytes) {
    const server = createServer((request, response) => {
        const name = decodeURIComponent(new URL(request.url, 'http://x').pathname)
            .replace(/^\/reports\//, '');
        const path = join(root, name);
        if (name.includes('..') || !existsSync(path)) {
            response.writeHead(404).end();
            return;
        }
        response.writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'text/plain' });
        response.end(change(name, readFileSync(path)));
    });
    await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
    return { url: `http://127.0.0.1:${server.address().port}/reports/`, stop: () => server.close() };
}

// The same pages from a server: the policy holds there, too.
export async function everyPageServed(root, site) {
    const { url, stop } = await serve(root);
    const context = await browser.newContext({ viewport: DESK });
    const page = await context.newPage();
    const heard = listen(page, url);
    for (const name of pagesOf(root).filter((one) => !isRedirect(root, one))) {
        await page.goto(url + name);
        judgeHeard(`${site}/${name} served`, heard);
    }
    await context.close();
    stop();
}
