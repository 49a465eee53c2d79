// The search: a sentence of the text is found, from the disk and from a server,
// whatever its width and case, by keyboard alone, and its number is told.

import { DESK, NARROW, barriers, browser, check, fileUrl, fits, judgeHeard, listen } from './frame.mjs';
import { serve } from './every.mjs';

async function ask(page, words) {
    await page.locator('#search-field').fill(words);
    await page.waitForTimeout(250);
    return page.evaluate(() => ({
        status: document.querySelector('[role="status"]').textContent,
        pages: [...document.querySelectorAll('.found > li')].map((at) => ({
            title: at.querySelector('h2').textContent,
            href: at.querySelector('h2 a').getAttribute('href'),
            lines: [...at.querySelectorAll('ul a')].map((line) => line.getAttribute('href')),
            marks: [...at.querySelectorAll('mark')].map((mark) => mark.textContent),
        })),
        more: !document.querySelector('.find button').hidden,
    }));
}

async function finds(page, told) {
    const one = await ask(page, '确保石门村公交6月底前开通');
    check(one.pages.length === 2 && one.status.includes('2'), `${told} finds a sentence of two years`,
        JSON.stringify(one));
    check(one.pages[0].href === 'qingshi/2025/r0302.html' &&
        one.pages[0].lines[0] === 'qingshi/2025/r0302.html#p1',
    `${told} leads to the paragraph`, JSON.stringify(one.pages[0]));
    check(one.pages[0].marks.join() === '确保石门村公交6月底前开通', `${told} marks the words`,
        one.pages[0].marks);

    const wide = await ask(page, '公交６月底');
    check(wide.pages.length === 6, `${told} folds full-width digits`, wide.status);
    const marks = wide.pages[0].marks;
    check(marks[0] === '公交6月底', `${told} marks what the text has`, marks);
    const two = await ask(page, '石门村　公交');
    check(two.pages.length > 1 && two.pages.every(({ marks: m }) => m.includes('石门村')),
        `${told} takes words apart at blanks`, two.status);
    const none = await ask(page, '没有这样的字');
    check(none.pages.length === 0 && none.status.length > 3 && !none.more,
        `${told} says that nothing is found`, none.status);
    const note = await ask(page, '路灯按杆计数');
    check(note.pages.length === 2, `${told} finds notes`, note.status);
    const cell = await ask(page, '里程（公里）');
    check(cell.pages.length === 2, `${told} finds the heads of tables`, cell.status);
    const markup = await ask(page, '<b>');
    check(markup.pages.length === 0, `${told} takes markup as text`, markup.status);
    const empty = await ask(page, ' ');
    check(empty.pages.length === 0 && empty.status === '', `${told} is empty again`);
}

async function byKeyboard(page, told) {
    await page.locator('#search-field').fill('');
    await page.locator('#search-field').focus();
    await page.keyboard.type('王庄村');
    await page.waitForTimeout(250);
    await page.keyboard.press('ArrowDown');
    const first = await page.evaluate(() => document.activeElement.closest('.found h2') !== null);
    check(first, `${told}: down goes to the first result`);
    await page.keyboard.press('ArrowDown');
    const next = await page.evaluate(() => document.activeElement.closest('.found li li') !== null);
    check(next, `${told}: down goes on`);
    await page.keyboard.press('Escape');
    const back = await page.evaluate(() => document.activeElement.id);
    check(back === 'search-field', `${told}: Escape goes back to the field`, back);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/qingshi\/202\d\/r\d+\.html#p\d+$/);
    const text = await page.evaluate(() => document.querySelector(':target').textContent);
    check(text.includes('王庄村'), `${told}: Enter opens the paragraph`, text);
    await page.goBack();
    await page.waitForFunction(() => document.querySelectorAll('.found > li').length > 0);
    check(await page.locator('#search-field').inputValue() === '王庄村',
        `${told}: the way back leads to the results`);
}

async function lookAt(page, told) {
    const found = await barriers(page);
    check(found.length === 0, `${told} with results has no barriers`, found);
    await page.setViewportSize(NARROW);
    await fits(page, `${told} with results does not scroll sideways at 320`);
    await page.setViewportSize(DESK);
    const hundred = await ask(page, '年');
    check(hundred.pages.length === 20 && hundred.more, `${told} shows the first twenty pages`,
        `${hundred.pages.length}`);
    await page.locator('.find button').click();
    const now = await page.locator('.found > li').count();
    const focus = await page.evaluate(() =>
        [...document.querySelectorAll('.found > li')].indexOf(document.activeElement.closest('.found > li')));
    check(now > 20 && focus === 20, `${told} shows more, and goes there`, `${now}, ${focus}`);
}

export async function searching(root, site) {
    const { url, stop } = await serve(root);
    for (const [address, home, from] of [[fileUrl(root, 'search.html'), 'file:', 'disk'],
        [`${url}search.html`, url, 'server']]) {
        const context = await browser.newContext({ viewport: DESK });
        const page = await context.newPage();
        const heard = listen(page, home);
        const told = `${site}: the search from the ${from}`;
        await page.goto(address);
        await finds(page, told);
        await byKeyboard(page, told);
        if (home === 'file:')
            await lookAt(page, told);
        judgeHeard(told, heard);
        await context.close();
    }
    stop();
}
