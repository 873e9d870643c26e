import { globSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

interface Title {
  readonly file: string;
  readonly text: string;
}

/** Titles of tests and groups that begin with "scenario", in all spec files. */
function scenarioTitles(): Title[] {
  const files = globSync('{apps,libs,harness,tools}/**/*.spec.{ts,mjs}', {
    cwd: root,
    exclude: (name) => ['node_modules', 'dist'].includes(String(name)),
  });
  return files.flatMap((file) => {
    const source = readFileSync(root + file, 'utf8');
    return [...source.matchAll(/\b(?:it|test|describe)\(\s*(['"`])(scenario .*?)\1,/gs)].map(
      ([, , text = '']) => ({ file, text }),
    );
  });
}

/** Items of the list: number, words, file of the test. */
function listItems(): { number: number; words: string; file: string }[] {
  const page = readFileSync(`${root}docs/scenarios.md`, 'utf8');
  return [...page.matchAll(/^(\d+)\. \*\*([^*\n]+)\*\*: [^[]+\(\[[^\]\n]+\]\(([^)\n]+)\)\)\.$/gm)].map(
    ([, number = '', words = '', link = '']) => ({
      number: Number(number),
      words: words.replaceAll('\\', ''),
      file: relative(root, fileURLToPath(new URL(link, new URL('../../../docs/', import.meta.url)))),
    }),
  );
}

const titles = scenarioTitles();
const rows = listItems();

it('scenarios are listed in order, each number once', () => {
  const numbers = rows.map(({ number }) => number);
  expect(numbers.length).toBeGreaterThanOrEqual(38);
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
});

it.each(rows)('scenario $number ($words) has one test by that name, in $file', ({ number, words, file }) => {
  const named = titles.filter(({ text }) => text.startsWith(`scenario ${String(number)}:`));
  expect(named.map(({ file: found }) => found)).toEqual([file]);
  expect(named[0]?.text).toMatch(new RegExp(`^scenario ${String(number)}: ${escaped(words)}(:|$)`));
});

it('every test named after a scenario is listed', () => {
  const listed = rows.map(({ number }) => `scenario ${String(number)}:`);
  expect(titles.filter(({ text }) => !listed.some((name) => text.startsWith(name)))).toEqual([]);
});

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
