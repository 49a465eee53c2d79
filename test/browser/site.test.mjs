// Opens every page of a finished site from the disk, as a village's old PC
// does, and holds it against what we promise of a page: nothing is fetched
// from elsewhere, it works without scripts, by keyboard, on a narrow screen
// and for a screen reader.
//
//   node site.test.mjs PUBLIC        SHOTS=folder for screenshots

import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { HtmlValidate } from 'html-validate';
import { chromium } from 'playwright-core';

const root = resolve(process.argv[2]);
const shots = process.env.SHOTS;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

let passed = 0;
let failed = 0;

function check(holds, sentence, ...shown) {
    if (holds) {
        passed++;
        return;
    }
    failed++;
    console.log(`FAIL ${sentence}`);
    for (const line of shown.flat().slice(0, 12))
        console.log(`    ${line}`);
}

const pages = readdirSync(root, { recursive: true })
    .filter((name) => name.endsWith('.html'))
    .map((name) => name.replaceAll('\\', '/'))
    .sort();

// Filled while the pages are open, judged when all have been seen.
const idsOf = new Map();
const linksOf = new Map();

const NARROW = { width: 320, height: 640 };
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };

const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
        '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
        '--disable-background-networking', '--disable-component-update',
        '--disable-sync',
    ],
});

// Runs in the page: what it links to, and what can be linked to.
function inventory() {
    return {
        ids: [...document.querySelectorAll('[id]')].map((at) => at.id),
        links: [...document.querySelectorAll('a[href], area[href]')].map((at) => at.href),
    };
}

// Runs in the page: what sticks out to the right of a narrow screen. Regions
// that scroll by themselves may be wider inside.
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

async function axeFindings(page, only) {
    await page.evaluate(axe);
    const found = await page.evaluate(async (rules) => {
        const runOnly = rules
            ? { type: 'rule', values: rules }
            : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] };
        // Preloading would fetch the styles again, which the page's CSP forbids.
        const { violations } = await window.axe.run(document, { runOnly, preload: false });
        return violations.map((v) => [v.id, v.help, v.nodes.map((n) => n.html.slice(0, 90))]);
    }, only);
    return found.filter(([id, , nodes]) => !(id === 'region' && nodes.every(isLargePrint))).flatMap(([id, help, nodes]) => [`${id}: ${help}`, ...nodes.slice(0, 3).map((n) => `  ${n}`)]);
}

// The switch for large print works without a script, so it has to stand before
// all that it changes, in no landmark.
function isLargePrint(html) {
    return /id="large-print"|for="large-print"/.test(html);
}

// The first Tab goes to a link that leads into the main part.
async function skipLink(page) {
    await page.keyboard.press('Tab');
    const target = await page.evaluate(() => document.activeElement.getAttribute('href'));
    if (!target?.startsWith('#'))
        return `the first stop of the Tab key is ${target}`;
    await page.keyboard.press('Enter');
    const inMain = await page.evaluate((hash) => {
        const at = document.getElementById(hash.slice(1));
        return location.hash === hash && at !== null && at.closest('main') !== null;
    }, target);
    return inMain ? '' : `${target} does not lead into the main part`;
}

async function shoot(page, name, kind) {
    if (!shots)
        return;
    mkdirSync(shots, { recursive: true });
    await page.screenshot({
        path: join(shots, `${name.replaceAll('/', '-')}-${kind}.png`),
        fullPage: kind !== 'desk',
    });
}

async function open(context, name, heard) {
    const page = await context.newPage();
    page.on('request', (request) => {
        if (!request.url().startsWith('file:'))
            heard.elsewhere.push(request.url());
    });
    page.on('requestfailed', (request) => heard.failed.push(request.url()));
    page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type()))
            heard.said.push(message.text());
    });
    page.on('pageerror', (error) => heard.said.push(String(error)));
    await page.goto(pathToFileURL(join(root, name)).href);
    return page;
}

const listening = () => ({ elsewhere: [], failed: [], said: [] });

function judgeHeard(name, heard) {
    check(heard.elsewhere.length === 0, `${name} asks no other host`, heard.elsewhere);
    check(heard.failed.length === 0, `${name} finds all its files`, heard.failed);
    check(heard.said.length === 0, `${name} runs without an error`, heard.said);
}

async function lookAt(name, withScript, withoutScript) {
    const heard = listening();
    const page = await open(withScript, name, heard);
    const { ids, links } = await page.evaluate(inventory);
    idsOf.set(name, ids);
    linksOf.set(name, links);
    check(new Set(ids).size === ids.length, `${name} has each id once`,
        ids.filter((id, at) => ids.indexOf(id) !== at));
    const headings = await page.locator('h1').count();
    check(headings === 1, `${name} has one h1`, `it has ${headings}`);
    const text = await page.locator('body').innerText();
    await shoot(page, name, 'desk');

    const findings = await axeFindings(page);
    check(findings.length === 0, `${name} has no barriers`, findings);
    await page.emulateMedia({ colorScheme: 'dark' });
    const pale = await axeFindings(page, ['color-contrast', 'link-in-text-block']);
    check(pale.length === 0, `${name} is readable in the dark`, pale);
    await shoot(page, name, 'dark');
    await page.emulateMedia({ colorScheme: 'light' });

    for (const [kind, size] of [['narrow', NARROW], ['phone', PHONE]]) {
        await page.setViewportSize(size);
        const wide = await page.evaluate(tooWide);
        check(wide.length === 0, `${name} does not scroll sideways at ${size.width}`, wide);
        await shoot(page, name, kind);
    }
    const skip = await skipLink(page);
    check(skip === '', `${name} has a skip link`, skip);
    judgeHeard(name, heard);
    await page.close();

    const plain = await open(withoutScript, name, listening());
    const same = await plain.locator('body').innerText();
    check(same.length >= text.length * 0.9, `${name} reads the same without scripts`,
        `${same.length} of ${text.length} characters`);
    await plain.close();
}

// An old address leads on at once, so there is nothing to look at.
function isRedirect(name) {
    return /http-equiv="?refresh/i.test(readFileSync(join(root, name), 'utf8'));
}

async function followRedirect(context, name) {
    const page = await open(context, name, listening());
    await page.waitForURL((url) => !url.href.endsWith(`/${name}`), { timeout: 5000 }).catch(() => {});
    const arrived = relative(root, fileURLToPath(page.url().replace(/#.*/, '')));
    check(arrived !== name && existsSync(join(root, arrived)), `${name} leads on`, arrived);
    await page.close();
}

function judgeLinks() {
    for (const [name, links] of linksOf) {
        const dead = [];
        for (const link of links.filter((href) => href.startsWith('file:'))) {
            const url = new URL(link);
            const anchor = decodeURIComponent(url.hash.slice(1));
            url.hash = '';
            const path = fileURLToPath(url);
            const to = relative(root, path);
            if (to.startsWith('..') || !existsSync(path))
                dead.push(link);
            else if (anchor && idsOf.has(to) && !idsOf.get(to).includes(anchor))
                dead.push(link);
        }
        check(dead.length === 0, `${name} has no dead link`, dead);
    }
}

// Off: rules of taste on which our pages are deliberate.
async function judgeHtml() {
    const judge = new HtmlValidate({
        extends: ['html-validate:recommended'],
        rules: {
            'long-title': 'off', // titles of papers are as long as they are
            'no-inline-style': 'off', // axe and the CSP test see to styles
            'no-trailing-whitespace': 'off',
            'void-style': 'off',
            'doctype-style': 'off',
        },
    });
    for (const name of pages) {
        const report = await judge.validateFile(join(root, name));
        const wrong = report.results.flatMap((result) => result.messages.map((message) =>
            `${message.line}:${message.column} ${message.ruleId}: ${message.message}`));
        check(wrong.length === 0, `${name} is valid HTML`, wrong);
    }
}

const withScript = await browser.newContext({ viewport: DESK, locale: 'zh-CN' });
const withoutScript = await browser.newContext({ viewport: DESK, javaScriptEnabled: false });

// One of two walkers: takes the next page until none is left.
async function walk(left) {
    for (let name = left.shift(); name; name = left.shift()) {
        try {
            if (isRedirect(name))
                await followRedirect(withScript, name);
            else
                await lookAt(name, withScript, withoutScript);
        } catch (error) {
            check(false, `${name} can be looked at`, String(error).split('\n'));
        }
    }
}

check(pages.length > 0, 'the site has pages');
const left = [...pages];
await Promise.all([walk(left), walk(left)]);
judgeLinks();
await judgeHtml();
await browser.close();

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
