// Opens an archive as a village does, by its start page from the disk, and
// follows every link: each has to lead to a page of the copy, or a file of it,
// and to a place that is there. Nothing is asked of any host.
//
//   node archive.test.mjs FOLDER

import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const root = resolve(process.argv[2]);
const start = pathToFileURL(join(root, 'start.html')).href;
const base = pathToFileURL(`${root}/`).href;
const faults = [];

const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run',
        '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage();

page.on('request', (request) => {
    if (!request.url().startsWith(base))
        faults.push(`asks for ${request.url()}`);
});
page.on('requestfailed', (request) => {
    // An icon may still be on its way when the next page is opened.
    const left = request.failure().errorText === 'net::ERR_ABORTED';
    if (!left || !existsSync(fileURLToPath(request.url())))
        faults.push(`cannot load ${request.url()}`);
});

// Runs in the page.
function inventory() {
    return {
        links: [...document.querySelectorAll('a[href]')].map((at) => at.href),
        ids: [...document.querySelectorAll('[id]')].map((at) => at.id),
    };
}

const idsOf = new Map();
const anchors = [];
const waiting = [start];
while (waiting.length > 0) {
    const url = waiting.pop();
    if (idsOf.has(url))
        continue;
    await page.goto(url, { waitUntil: 'domcontentloaded' });
    const seen = await page.evaluate(inventory);
    idsOf.set(url, new Set(seen.ids));
    for (const link of seen.links) {
        const [target, anchor] = link.split('#');
        if (!/^file:/.test(target))
            continue;
        if (!target.startsWith(base) || !existsSync(fileURLToPath(target)) ||
            !statSync(fileURLToPath(target)).isFile()) {
            faults.push(`${url} leads to ${link}`);
            continue;
        }
        if (!target.endsWith('.html'))
            continue;
        waiting.push(target);
        if (anchor)
            anchors.push([url, target, decodeURIComponent(anchor)]);
    }
}
for (const [url, target, anchor] of anchors)
    // A page that leads on to another is left before it can be looked at.
    if (idsOf.has(target) && !idsOf.get(target).has(anchor))
        faults.push(`${url} leads to #${anchor} of ${target}, which has none`);
await browser.close();

for (const fault of faults.slice(0, 20))
    console.log(fault);
console.log(`${idsOf.size} pages, ${faults.length} faults`);
process.exit(faults.length > 0 || idsOf.size < 5 ? 1 : 0);
