// What the browser tests share: a count, a browser, and what a page is asked.

import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

export const NARROW = { width: 320, height: 640 };
export const PHONE = { width: 360, height: 740 };
export const TABLET = { width: 768, height: 1024 };
export const ZOOMED = { width: 640, height: 450 }; // 1280 x 900 at 200 %
export const DESK = { width: 1280, height: 900 };
export const WIDE = { width: 1920, height: 1080 };

export const count = { passed: 0, failed: 0 };

export function check(holds, sentence, ...shown) {
    if (holds) {
        count.passed++;
        return;
    }
    count.failed++;
    console.log(`FAIL ${sentence}`);
    for (const line of shown.flat().slice(0, 12))
        console.log(`    ${line}`);
}

export const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
        '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
        '--disable-background-networking', '--disable-component-update',
        '--disable-sync',
    ],
});

export const pagesOf = (root) => readdirSync(root, { recursive: true })
    .filter((name) => name.endsWith('.html'))
    .map((name) => name.replaceAll('\\', '/'))
    .sort();

export const fileUrl = (root, name) => pathToFileURL(join(root, name)).href;

// An old address leads on at once, so there is nothing to look at.
export const isRedirect = (root, name) =>
    /http-equiv="?refresh/i.test(readFileSync(join(root, name), 'utf8'));

// Notes what a page asks for, what fails, and what it complains of; `home` is
// where its own files stand.
export function listen(page, home) {
    const heard = { elsewhere: [], failed: [], said: [] };
    page.on('request', (request) => {
        if (!request.url().startsWith(home))
            heard.elsewhere.push(request.url());
    });
    page.on('response', (response) => {
        if (response.status() >= 400)
            heard.failed.push(`${response.status()} ${response.url()}`);
    });
    page.on('requestfailed', (request) => {
        // An icon may still be on its way when the next page is opened.
        if (request.failure()?.errorText !== 'net::ERR_ABORTED')
            heard.failed.push(request.url());
    });
    page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type()))
            heard.said.push(message.text());
    });
    page.on('pageerror', (error) => heard.said.push(String(error)));
    return heard;
}

export function judgeHeard(name, heard) {
    check(heard.elsewhere.length === 0, `${name} asks no other host`, heard.elsewhere);
    check(heard.failed.length === 0, `${name} finds all its files`, heard.failed);
    check(heard.said.length === 0, `${name} runs without an error`, heard.said);
    heard.elsewhere.length = heard.failed.length = heard.said.length = 0;
}

// Runs in the page: what sticks out to the right. Regions that scroll by
// themselves may be wider inside.
function tooWide() {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room)
        return [];
    return [`the page is ${document.documentElement.scrollWidth} wide`].concat(
        [...document.querySelectorAll('body *')]
            .filter((at) => at.getBoundingClientRect().right > room + 1)
            .map((at) => `${at.tagName.toLowerCase()}.${at.className} ` +
                `${Math.round(at.getBoundingClientRect().right)}`));
}

export async function fits(page, sentence) {
    const wide = await page.evaluate(tooWide);
    check(wide.length === 0, sentence, wide);
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// What axe-core finds; `only` names single rules.
export async function barriers(page, only) {
    await page.evaluate(axe);
    const found = await page.evaluate(async ({ only: rules, tags }) => {
        const runOnly = rules ? { type: 'rule', values: rules } : { type: 'tag', values: tags };
        // Preloading would fetch the styles again, which the page's CSP forbids.
        const { violations } = await window.axe.run(document,
            { runOnly, preload: false, resultTypes: ['violations'] });
        return violations.map((v) => [v.id, v.help, v.nodes.map((n) => n.html.slice(0, 90))]);
    }, { only, tags: TAGS });
    return found.flatMap(([id, help, nodes]) =>
        [`${id}: ${help}`, ...nodes.slice(0, 3).map((node) => `  ${node}`)]);
}
