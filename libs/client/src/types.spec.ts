import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

it('the types are those of the published schemas; `npm run client-types` writes them', () => {
  const made = execFileSync(process.execPath, [here('../types.mjs'), '--print'], {
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  expect(readFileSync(here('types.ts'), 'utf8')).toBe(made);
});

it('no member of a type of decimals is a number', () => {
  const text = readFileSync(here('types.ts'), 'utf8');
  const numbers = [...text.matchAll(/^ {2}'?([\w-]+)'?\??: number/gm)].map(([, name]) => name);
  expect(
    numbers.filter((name) => /value|low|high|gap|amount|quantity|units|multiplier/i.test(name ?? '')),
  ).toEqual([]);
  expect(text).toMatch(/ {2}low: string/);
});
