// One page of each kind, looked at more closely: in the dark, in large print,
// at 200 %, by keyboard, without a script, without a style, and as a browser
// shows it that knows neither grid nor what came after 2016.

import { DESK, NARROW, PHONE, TABLET, WIDE, ZOOMED, barriers, browser, check, fileUrl, fits } from './frame.mjs';
import { serve } from './every.mjs';

const CONTRAST = ['color-contrast', 'link-in-text-block'];

async function inTheDark(page, told) {
    await page.emulateMedia({ colorScheme: 'dark' });
    const pale = await barriers(page, CONTRAST);
    check(pale.length === 0, `${told} is readable in the dark`, pale);
    const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    check(/^rgb\((\d|[1-4]\d), /.test(paper), `${told} is dark in the dark`, paper);
    await page.emulateMedia({ colorScheme: 'light' });
}

async function inLargePrint(page, told) {
    const size = () => page.evaluate(() =>
        document.querySelector('h1').getBoundingClientRect().height);
    await page.setViewportSize(NARROW);
    const before = await size();
    await page.locator('label[for="large-print"]').click();
    check(await size() > before * 1.2, `${told} grows in large print`);
    await fits(page, `${told} does not scroll sideways in large print`);
    await page.locator('label[for="large-print"]').click();
}

// Without a script by the style alone; with it from one page to the next.
async function sizeIsKept(pages, root, url) {
    const size = (page) => page.evaluate(() =>
        parseFloat(getComputedStyle(document.documentElement).fontSize));
    const box = 'label[for="large-print"]';
    const { page, quiet } = pages;
    await quiet.goto(fileUrl(root, 'index.html'));
    await quiet.locator(box).click();
    check(await size(quiet) > 20, 'print is large without a script');
    for (const to of [(name) => fileUrl(root, name), (name) => url + name]) {
        const told = to('').slice(0, 4);
        await page.goto(to('index.html'));
        await page.locator(box).click();
        await page.goto(to('map.html'));
        check(await size(page) > 20, `${told}: the next page is large, too`);
        await page.goBack();
        check(await size(page) > 20, `${told}: so is the one before`);
        await page.locator(box).click();
        await page.reload();
        check(await size(page) === 16, `${told}: the choice is taken back`);
    }
}

// On a phone rows are entries: nothing of a table lies out of sight.
async function rowsFitPhones(page, root, names) {
    await page.setViewportSize(PHONE);
    for (const name of names) {
        await page.goto(fileUrl(root, name));
        const { room, wide, height } = await page.evaluate(() => {
            const at = document.querySelector('.scroll');
            return { room: at.clientWidth, wide: at.scrollWidth, height: at.clientHeight };
        });
        check(wide <= room && height > 200, `${name} fits a phone`, `${wide} of ${room}`);
    }
    await page.setViewportSize(DESK);
}

async function atOtherSizes(page, told) {
    for (const [size, name] of [[ZOOMED, '200 %'], [TABLET, '768'], [WIDE, '1920']]) {
        await page.setViewportSize(size);
        await fits(page, `${told} does not scroll sideways at ${name}`);
    }
    // WCAG 1.4.12, as a reader's own settings would have it.
    const added = await page.addStyleTag({
        content: '* { line-height: 1.5 !important; letter-spacing: .12em !important;' +
            ' word-spacing: .16em !important } p { margin-bottom: 2em !important }',
    }).catch(() => null); // the page's policy may refuse it; the next test has no policy
    await page.setViewportSize(NARROW);
    await fits(page, `${told} has room for wider text`);
    await added?.evaluate((style) => style.remove());
}

// Runs in the page: what can take focus, in the order of the text.
function focusable() {
    return [...document.querySelectorAll(
        'a[href], button, input:not([disabled]), [tabindex="0"], summary')]
        .filter((at) => at.getClientRects().length > 0).length;
}

// Runs in the page: notes where the focus was, and whether it showed, each time
// that the next key goes down.
function watchFocus() {
    window.stops = [];
    document.addEventListener('keydown', () => {
        const at = document.activeElement;
        if (at === document.body)
            return;
        const style = getComputedStyle(at);
        const box = at.getBoundingClientRect();
        const shows = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
        const seen = box.width > 0 && box.height > 0 && box.bottom > 0 &&
            box.top < window.innerHeight && box.right > 0;
        window.stops.push([shows && seen ? '' : shows ? 'out of sight' : 'no outline',
            at.outerHTML.slice(0, 80)]);
    }, true);
}

async function byKeyboard(page, told) {
    const wanted = await page.evaluate(focusable);
    await page.evaluate(watchFocus);
    for (let i = 0; i <= wanted; i++)
        await page.keyboard.press('Tab');
    const { stops, out } = await page.evaluate(() =>
        ({ stops: window.stops, out: document.activeElement === document.body }));
    const hidden = stops.filter(([fault]) => fault).map(([fault, what]) => `${fault}: ${what}`);
    check(stops.length === wanted && out, `${told} lets the Tab key through`,
        `${stops.length} stops of ${wanted}`, stops.at(-1));
    check(hidden.length === 0, `${told} shows where the focus is`, hidden);
}

// The first Tab goes to a link that leads into the main part.
async function bySkipLink(page, told) {
    await page.keyboard.press('Tab');
    const target = await page.evaluate(() => document.activeElement.getAttribute('href'));
    await page.keyboard.press('Enter');
    const inMain = await page.evaluate((hash) =>
        location.hash === hash && document.querySelector(hash)?.closest('main') !== null, target);
    check(target?.startsWith('#') && inMain, `${told} has a skip link`, String(target));
}

// Nothing moves while the page appears.
async function keepsStill(page, told) {
    const moved = await page.evaluate(() => new Promise((done) => {
        let sum = 0;
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries())
                sum += entry.hadRecentInput ? 0 : entry.value;
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => done(sum), 100);
    }));
    check(moved === 0, `${told} keeps still`, `it moved by ${moved}`);
}

const words = (page) => page.evaluate(() =>
    document.querySelector('main').innerText.replace(/\s+/g, ''));

async function withoutScript(page, root, name, told, text) {
    await page.goto(fileUrl(root, name));
    const same = await words(page);
    check(same.length >= text.length * 0.9, `${told} reads the same without scripts`,
        `${same.length} of ${text.length} characters`);
}

// Without a style all text is there, in the order: main, contents, footer.
async function withoutStyle(page, url, name, told, text) {
    await page.goto(url + name);
    const styled = await page.evaluate(() => getComputedStyle(document.body).marginTop !== '8px');
    check(!styled, `${told} is shown without a style`);
    const same = await words(page);
    check(same.length >= text.length * 0.9, `${told} reads the same without a style`,
        `${same.length} of ${text.length} characters`);
    const order = await page.evaluate(() => [...document.querySelectorAll(
        'header.top, main, main h1, nav.side, footer')].map((at) => at.tagName).join(' '));
    check(/^HEADER MAIN H1( NAV)? FOOTER$/.test(order), `${told} is in order without a style`, order);
}

// A style sheet as browsers before 2016 take it.
export function ofOldBrowser(css) {
    let old = '';
    for (let at = 0; at < css.length;) {
        const found = css.indexOf('@supports', at);
        old += css.slice(at, found < 0 ? css.length : found);
        if (found < 0)
            break;
        let depth = 0;
        for (at = css.indexOf('{', found); at < css.length; at++) {
            depth += css[at] === '{' ? 1 : css[at] === '}' ? -1 : 0;
            if (depth === 0)
                break;
        }
        at++;
    }
    return old.replaceAll(/(display:(grid|flex)|position:sticky|grid-[a-z-]+:[^;}]*|column-gap:[^;}]*)/g, '')
        .replaceAll(/@media[^{]*prefers[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '');
}

async function inOldBrowser(page, url, name, told) {
    await page.goto(url + name);
    for (const size of [NARROW, DESK]) {
        await page.setViewportSize(size);
        await fits(page, `${told} fits an old browser at ${size.width}`);
    }
    const over = await page.evaluate(() => {
        const boxes = [...document.querySelectorAll('header.top, main, footer')]
            .map((at) => at.getBoundingClientRect());
        return boxes.some((box, i) => i && box.top < boxes[i - 1].bottom - 1);
    });
    check(!over, `${told} has nothing over another in an old browser`);
}

async function lookAt(pages, root, site, name, urls) {
    const told = `${site}/${name}`;
    const { page, quiet, other } = pages;

    await page.goto(fileUrl(root, name));
    await keepsStill(page, told);
    const text = await words(page);
    await byKeyboard(page, told);
    await page.reload();
    await bySkipLink(page, told);
    await inTheDark(page, told);
    await inLargePrint(page, told);
    await atOtherSizes(page, told);
    await page.setViewportSize(DESK);
    await withoutScript(quiet, root, name, told, text);
    await withoutStyle(other, urls.bare, name, told, text);
    await inOldBrowser(other, urls.old, name, told);
}

// A reader of their own: the choice of large print is kept for all pages.
async function reader() {
    const context = await browser.newContext({ viewport: DESK, bypassCSP: true });
    const noScript = await browser.newContext({ viewport: DESK, javaScriptEnabled: false });
    return {
        page: await context.newPage(),
        quiet: await noScript.newPage(),
        other: await context.newPage(),
        leave: () => Promise.all([context.close(), noScript.close()]),
    };
}

async function together(root, names) {
    const whole = await serve(root);
    const pages = await reader();
    await rowsFitPhones(pages.page, root,
        names.filter((name) => /(targets|results|progress)\.html$/.test(name)));
    await sizeIsKept(pages, root, whole.url);
    await pages.leave();
    whole.stop();
}

export async function eachKind(root, site, names) {
    const bare = await serve(root, (name, bytes) => name.endsWith('.css') ? '' : bytes);
    const old = await serve(root, (name, bytes) =>
        name.endsWith('.css') ? ofOldBrowser(bytes.toString()) : bytes);
    const left = [...names];

    await together(root, names);
    await Promise.all([0, 1].map(async () => {
        const pages = await reader();
        for (let name = left.shift(); name; name = left.shift())
            await lookAt(pages, root, site, name, { bare: bare.url, old: old.url }).catch((error) =>
                check(false, `${site}/${name} can be looked at closely`, String(error).split('\n')));
        await pages.leave();
    }));
    bare.stop();
    old.stop();
}
