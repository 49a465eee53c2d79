// The tables of targets: sorted by a column, filtered by words, put back; and
// the sentence that a row leads to is told from its neighbours.

import { DESK, browser, check, fileUrl } from './frame.mjs';

const shown = (page) => page.evaluate(() =>
    [...document.querySelectorAll('table.targets tbody tr[id]')]
        .filter((row) => row.getClientRects().length > 0)
        .map((row) => row.querySelector('th').textContent));

async function sorts(page, told) {
    const order = await shown(page);
    const number = page.locator('table.targets thead button').nth(2);
    await number.click();
    const rising = await shown(page);
    const at = (name) => rising.indexOf(name);
    check(at('污水管网') < at('高标准农田') && at('高标准农田') < at('粮食播种面积'),
        `${told}: 8.6万亩 are more than 2500亩`, rising);
    check(rising.length === order.length, `${told}: no row is lost`, rising);
    await number.click();
    const falling = await shown(page);
    check(falling[0] === '粮食播种面积', `${told} falls at the second click`, falling);
    check(await number.evaluate((at_) => at_.closest('th').ariaSort) === 'descending',
        `${told}: it is told to those who hear the page`);
    await page.locator('table.targets thead button').first().click();
    check((await shown(page)).join() === order.join(), `${told} goes back to the text's order`);
}

async function filters(page, told) {
    const field = page.locator('.filter input');
    await field.fill('农田');
    const rows = await shown(page), status = page.locator('.filter [role="status"]');
    check(rows.join() === '高标准农田', `${told}: the words choose the rows`, rows);
    check((await status.textContent()).includes('1'), `${told}: how many is told`);
    const apart = await page.evaluate(() => {
        const [input, count] = [...document.querySelectorAll('.filter input, .filter [role]')]
            .map((one) => one.getBoundingClientRect());
        return count.left - input.right;
    });
    check(apart >= 6, `${told}: the count is clear of the field's frame`, String(apart));
    await field.fill('没有这样的字');
    check((await shown(page)).length === 0, `${told}: no row has words that stand nowhere`);
    await field.fill('');
    check((await shown(page)).length > 5, `${told}: all are back`);
}

async function leadsToSentence(page, told) {
    await page.locator('a.quote', { hasText: '高标准农田' }).first().click();
    const outlines = await page.evaluate(() =>
        [...document.querySelectorAll('mark')].map((mark) =>
            [mark.matches(':target'), getComputedStyle(mark).outlineStyle !== 'none']));
    check(outlines.some(([target]) => target), `${told}: the row's sentence is the page's target`);
    check(outlines.length > 1 && outlines.every(([target, drawn]) => target === drawn),
        `${told}: it alone has an outline`, JSON.stringify(outlines));
}

export async function tables(root, site, name) {
    const page = await browser.newPage({ viewport: DESK });
    const told = `${site}/${name}`;
    await page.goto(fileUrl(root, name));
    await sorts(page, told);
    await filters(page, told);
    await leadsToSentence(page, told);
    await page.close();
}
