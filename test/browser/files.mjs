// What needs no browser: the style holds against a table of what old browsers
// know, scripts are ES5, and a section with all it needs is light.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'acorn';
import doiuse from 'doiuse';
import postcss from 'postcss';
import { check } from './frame.mjs';

const OLD = ['ie 11', 'chrome 49'];

// What these browsers lack or have in part, and why the pages do without.
const SPARED = {
    'text-size-adjust': 'phones alone need it',
    wordwrap: 'word-wrap, its old name, stands beside it',
    'text-decoration': 'underlines are then as thick and as dark as the text',
    'mdn-text-decoration-shorthand': 'none and underline alone are used',
    'mdn-text-decoration-color': 'underlines are then as dark as the text',
    outline: 'outlines without colours of their own',
    'css-focus-visible': 'the whole rule is passed over: every focus shows',
    'css-snappoints': 'scroll-margin: a target then stands at the very top',
    'css-overflow': 'auto alone is used',
    'css-featurequeries': 'what stands in it is passed over',
    'flexbox-gap': 'column-gap in @supports (display: grid) alone',
    flexbox: 'items then stand below each other',
    multicolumn: 'column-gap of grids',
    'css-has': 'the script then makes print large; such a rule stands alone',
    'css-subgrid': 'in @supports: figures then stand where their names end',
    'css-filters': "a field's own cross then keeps its colour",
    'css-grid': 'in @supports or for print alone, see below',
    'css-math-functions': 'minmax() of grids',
    'css-sticky': 'the contents then scroll away',
    calc: 'one margin, one height in @supports',
    'viewport-units': 'one height in @supports',
    'css-text-indent': 'lengths alone are used',
    'font-variant-numeric': 'figures then have their usual form',
    'css-appearance': 'a field then looks as it does elsewhere',
    'prefers-color-scheme': 'there is no dark look then',
    'css-paged-media': 'page numbers are missing',
    'css-page-break': 'avoid alone is used',
    'css-color-adjust': 'bars may print without colour; their numbers stay',
    'css-print-color-adjust': 'the same',
};

async function judgeStyle(css, told) {
    const used = new Map();
    await postcss([doiuse({
        browsers: OLD,
        onFeatureUsage: ({ feature, usage }) => used.set(feature, usage.toString().slice(0, 80)),
    })]).process(css, { from: undefined });
    const unknown = [...used].filter(([feature]) => !(feature in SPARED));
    check(unknown.length === 0, `${told} uses nothing that old browsers need and lack`,
        unknown.map(([feature, usage]) => `${feature}: ${usage}`));
    check(used.size > 5, `${told} was really looked at`);
    check(!/var\(|--[a-z]/.test(css), `${told} has no custom properties`);
    postcss.parse(css).walkRules(/:has\(/, (rule) => check(rule.selectors.length === 1,
        `${told} has :has() in rules of their own`, rule.selector)); // else all of it is lost
    const bare = [];
    postcss.parse(css).walkDecls('display', (declaration) => {
        if (!/grid/.test(declaration.value))
            return;
        let at = declaration.parent;
        while (at && !(at.name === 'supports' || (at.name === 'media' && at.params === 'print')))
            at = at.parent;
        if (!at)
            bare.push(declaration.parent.selector);
    });
    check(bare.length === 0, `${told} has grids only where they are known or for print`, bare);
}

function judgeColours(css, told) {
    const screen = css.slice(0, css.indexOf('prefers-color-scheme'));
    const vivid = [...new Set(screen.match(/#[0-9a-f]{3,6}\b/g))].filter((colour) => {
        const parts = colour.length === 4 ? [...colour.slice(1)].map((c) => parseInt(c + c, 16))
            : colour.slice(1).match(/../g).map((c) => parseInt(c, 16));
        const spread = Math.max(...parts) - Math.min(...parts);
        return spread > 24; // neither a grey, nor ink, nor paper
    });
    check(vivid.length === 1, `${told} has ink, paper, and one colour`, vivid);
}

function judgeScript(text, told) {
    try {
        parse(text, { ecmaVersion: 5, sourceType: 'script' });
        check(true, told);
    } catch (error) {
        check(false, `${told} is ES5`, String(error));
    }
}

// A section's page, the style, its scripts and the icon.
function judgeWeight(root, name, told) {
    const page = readFileSync(join(root, name), 'utf8');
    const folder = join(root, name, '..');
    const files = [...page.matchAll(/(?:href|src)="([^"]+\.(?:css|js|png))"/g)].map((m) => m[1]);
    const parts = [page, ...files.map((file) => readFileSync(join(folder, file)))];
    const raw = parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
    const packed = parts.reduce((sum, part) => sum + gzipSync(part).length, 0);
    check(raw < 60000, `${told} with all it needs is below 60 KB`, `${raw} bytes`);
    check(packed < 20000, `${told} with all it needs is below 20 KB packed`, `${packed} bytes`);
    check(files.filter((file) => file.endsWith('.css')).length === 1, `${told} needs one style`);
    console.log(`${told}: ${raw} bytes, ${packed} packed, ${parts.length} files`);
}

export async function judgeFiles(root, site, sections) {
    const css = readFileSync(join(root, 'css/site.css'), 'utf8');
    await judgeStyle(css, `${site}: the style`);
    judgeColours(css, `${site}: the style`);
    for (const name of readdirSync(join(root, 'js')))
        judgeScript(readFileSync(join(root, 'js', name), 'utf8'), `${site}/js/${name}`);
    for (const name of sections)
        judgeWeight(root, name, `${site}/${name}`);
}
