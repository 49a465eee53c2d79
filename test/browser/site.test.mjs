// Opens the pages of finished sites in a real browser and holds them against
// what we promise of a page.
//
//   node site.test.mjs SITES        a folder with content, sample and towns
//   SHOTS=folder                    leaves screenshots of every page there
//   ONLY=search,print               some parts alone

import { join, resolve } from 'node:path';
import { browser, count } from './frame.mjs';
import { everyPage, everyPageServed } from './every.mjs';
import { judgeFiles } from './files.mjs';
import { eachKind } from './kinds.mjs';
import { living } from './live.mjs';
import { printing, printingOthers } from './print.mjs';
import { searching } from './search.mjs';
import { tables } from './tables.mjs';

const of = (site) => join(resolve(process.argv[2]), site, 'public');
const towns = of('towns');
const year = 'qingshi/2025';

const KINDS = [
    'index.html', 'map.html', 'search.html', '404.html', 'about.html', `${year}/index.html`,
    `${year}/r0101.html`, `${year}/all.html`, `${year}/targets.html`, `${year}/results.html`,
    `${year}/digest.html`, `${year}/progress.html`,
];

const PARTS = {
    files: async () => {
        await judgeFiles(towns, 'towns', [`${year}/r0101.html`]);
        await judgeFiles(of('content'), 'content', ['2020/r0107.html']);
    },
    search: () => searching(towns, 'towns'),
    tables: () => tables(of('sample'), 'sample', '2025/targets.html'),
    print: async () => {
        await printingOthers(towns, 'towns', `${year}/digest.html`, `${year}/r0101.html`);
        await printing(of('content'), 'content',
            [{ name: '2020/all.html', count: 5, plain: [2, 3, 4] }]);
    },
    kinds: () => eachKind(towns, 'towns', KINDS),
    served: () => everyPageServed(towns, 'towns'),
    live: () => living(join(resolve(process.argv[2]), 'live')),
    every: async () => {
        for (const site of ['content', 'sample', 'towns'])
            await everyPage(of(site), site);
    },
};

for (const part of process.env.ONLY?.split(',') ?? Object.keys(PARTS)) {
    const since = Date.now();
    await PARTS[part]();
    console.log(`${part}: ${((Date.now() - since) / 1000).toFixed(1)} s`);
}
await browser.close();
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exit(count.failed ? 1 : 0);
