// The preview in a browser: what was saved shows at the same place, a style is
// swapped without a reload, a mistake is laid over the last good page with its
// place and what to do, and goes when it is mended.

import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DESK, browser, check, listen } from './frame.mjs';

const PATIENCE = { timeout: 30000 }; // the machine may be busy
const overlay = '#gongkai-live';

// Runs `gongkai serve`; gives its address and a way to end it.
function preview(site) {
    const child = spawn(process.env.GONGKAI, ['-C', site, '--lang', 'zh', 'serve', '-p', '8790'],
        { stdio: ['ignore', 'pipe', 'ignore'] });
    const ended = new Promise((done) => { child.on('exit', done); });
    const address = new Promise((done) => {
        let said = '';
        child.stdout.on('data', (text) => {
            said += text;
            const found = /预览：(http\S+)[^]*毫秒/.exec(said);
            if (found)
                done(found[1]);
        });
        ended.then(() => done(null));
    });
    return { address, end: () => { child.kill('SIGINT'); return ended; } };
}

// A page that was not reloaded still has what was left in it.
const mark = (page) => page.evaluate(() => { window.left = true; });
const isMarked = (page) => page.evaluate(() => window.left === true);

const waits = (page, sentence, what, ...given) =>
    page.waitForFunction(what, given, PATIENCE).then(() => check(true, sentence),
        (error) => check(false, sentence, String(error)));

const shows = (page, sentence, words) => waits(page, sentence,
    ([w]) => document.body?.textContent.includes(w), words);

const isBare = (page, sentence) => waits(page, sentence,
    ([at]) => !document.querySelector(at), overlay);

function file(path) {
    const good = readFileSync(path, 'utf8');
    return {
        good,
        write: (text) => writeFileSync(path, text),
        swap: (from, to) => writeFileSync(path, good.replace(from, to)),
        mend: () => writeFileSync(path, good),
    };
}

// Where the heading that the reader looks at stands in the window.
const topOf = (page, id) => page.evaluate((at) =>
    Math.round(document.getElementById(at).getBoundingClientRect().top), id);

async function keepsPlace(page, text) {
    const id = await page.evaluate(() => {
        const marks = [...document.querySelectorAll('main [id]')]
            .filter((at) => at.getBoundingClientRect().height > 0);
        const middle = marks[Math.floor(marks.length * 0.6)];
        scrollTo({ top: middle.getBoundingClientRect().top + scrollY - 40, behavior: 'instant' });
        return middle.id;
    });
    const before = await topOf(page, id);
    const down = await page.evaluate(() => scrollY);
    check(down > 300, 'the reader has scrolled down', down);
    const more = Array.from({ length: 12 }, (_, i) => `新添的第${i + 1}段，说的是修路。`).join('\n\n');
    text.swap('### （一）修路架桥\n', `### （一）修路架桥\n\n${more}\n`);
    await shows(page, 'what was saved shows', '新添的第12段');
    await page.waitForLoadState('load');
    await page.waitForTimeout(300);
    check(Math.abs(await topOf(page, id) - before) <= 2,
        'the same paragraph stands at the same place', await topOf(page, id), before);
    check(await page.evaluate(() => scrollY) > down + 100, 'though the text above it grew');
    text.mend();
    await waits(page, 'and goes again', () => !document.body?.textContent.includes('新添的第12段'));
}

async function swapsStyle(page, style) {
    await mark(page);
    style.write(`${style.good}\nbody { outline: 3px dashed rgb(1, 2, 3); }\n`);
    await waits(page, 'a style shows', () =>
        getComputedStyle(document.body).outlineColor === 'rgb(1, 2, 3)');
    await waits(page, 'the old sheet goes', () =>
        [...document.querySelectorAll('link[rel~=stylesheet]')]
            .filter((at) => at.href.includes('site.css')).length === 1);
    check(await isMarked(page), 'without a reload');
    style.mend();
    await waits(page, 'and is taken back', () =>
        getComputedStyle(document.body).outlineColor !== 'rgb(1, 2, 3)');
    check(await isMarked(page), 'without a reload again');
}

// One mistake: laid over the page with what `wanted` asks for, then mended.
async function overlays(page, told, path, spoil, mend, wanted) {
    await mark(page);
    const last = await page.evaluate(() => document.body.textContent);
    spoil();
    await waits(page, `${told} is laid over the page`, ([at, words]) =>
        document.querySelector(at)?.shadowRoot.textContent.includes(words), overlay, path);
    const seen = await page.evaluate((at) => {
        const root = document.querySelector(at)?.shadowRoot;
        return {
            where: root?.querySelector('li code')?.textContent ?? '',
            hint: root?.querySelectorAll('li p').length ?? 0,
            text: root?.textContent ?? '',
            role: root?.querySelector('section')?.getAttribute('role'),
        };
    }, overlay);
    check(wanted.test(seen.where), `${told} is told with file and line`, seen.where);
    check(seen.hint > 0, `${told} is told with what to do`, seen.text);
    check(seen.role === 'alert', `${told} is read aloud`);
    check(await page.evaluate(() => document.body.textContent) === last,
        'the last good page stays below');
    check(await isMarked(page), `${told} reloads nothing`);
    if (process.env.SHOTS) {
        mkdirSync(process.env.SHOTS, { recursive: true });
        await page.waitForTimeout(300); // the overlay's own style
        await page.screenshot({ path: join(process.env.SHOTS, `live-${path.replaceAll('/', '-')}.png`) });
    }
    mend();
    await isBare(page, `${told} goes when it is mended`);
}

export async function living(site) {
    const run = preview(site);
    const address = await run.address;
    check(address !== null, 'the preview runs');
    if (!address)
        return;
    const text = file(join(site, 'content/qingshi/2025/report.md'));
    const style = file(join(site, 'themes/default/scss/site.scss'));
    const template = file(join(site, 'themes/default/section.html'));
    const page = await browser.newPage({ viewport: DESK });
    const heard = listen(page, address);
    await page.goto(`${address}qingshi/2025/all.html`);

    await keepsPlace(page, text);
    await swapsStyle(page, style);
    await overlays(page, 'a mistake in a text', 'content/qingshi/2025/report.md',
        () => text.swap('### （一）修路架桥\n', '### （一）修路架桥\n\n<script>x</script>\n'),
        text.mend, /^content\/qingshi\/2025\/report\.md:\d+:\d+$/);
    await overlays(page, 'a mistake in a template', 'themes/default/section.html',
        () => template.write(`${template.good}\n{{#open}}\n`),
        template.mend, /^themes\/default\/section\.html:\d+:\d+$/);
    await overlays(page, 'a mistake in SCSS', 'themes/default/scss/site.scss',
        () => style.write(`${style.good}\nbody { color: \n`),
        style.mend, /^themes\/default\/scss\/site\.scss:\d+(:\d+)?$/);

    text.write(text.good.replace('### （一）修路架桥\n', '### （一）修路架桥\n\n<b onclick="x">x\n'));
    await waits(page, 'another mistake shows', ([at]) => document.querySelector(at), overlay);
    text.swap('### （一）修路架桥\n', '### （一）修路架桥\n\n这回改好了。\n');
    await shows(page, 'the mended page shows without a hand', '这回改好了');
    await isBare(page, 'and nothing is laid over it');
    check(heard.elsewhere.length === 0, 'no other host is asked', heard.elsewhere);
    check(heard.said.length === 0, 'the page says nothing in the console', heard.said);

    const ended = await run.end();
    check(ended === 130, 'the preview ends by Ctrl-C', ended);
    const again = preview(site);
    check(await again.address !== null, 'it runs again');
    await page.waitForTimeout(2500);
    text.swap('### （一）修路架桥\n', '### （一）修路架桥\n\n又见面了。\n');
    await shows(page, 'a page that stayed open finds the new one', '又见面了');
    await page.close();
    await again.end();
}
