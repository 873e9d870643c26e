import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
/** Bulletins link to a running API. */
const isTold = (name: string): boolean => /^docs\/bulletins\/\d/.test(name);
const documents = globSync('{*.md,{data,docs,harness}/**/*.md,libs/*/*.md}', {
  cwd: root,
  exclude: (name) => ['node_modules', 'dist'].includes(String(name)),
}).filter((name) => !isTold(name));

/** Code spans that look like a path. */
const pathsIn = (text: string): string[] =>
  [...text.matchAll(/`([^`\s]+)`/g)].map(([, path = '']) => path).filter((path) => /[/.]\w/.test(path));

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

/** Headings outside of blocks of code. */
const headingsOf = (path: string): [level: number, heading: string][] =>
  [
    ...read(path)
      .replaceAll(/^```.*?^```/gms, '')
      .matchAll(/^(#+) (.+)$/gm),
  ].map(([, level = '', heading = '']) => [level.length, heading]);

const anchorsOf = (path: string): string[] => headingsOf(path).map(([, heading]) => anchorOf(heading));

const linksOf = (path: string): [file: string, anchor: string | undefined][] =>
  [...read(path).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)].map(([, file = '', anchor]) => [
    file === '' ? path : join(dirname(path), file),
    anchor,
  ]);

it.each(documents)('%s links to existing files and headings', (path) => {
  for (const [file, anchor] of linksOf(path)) {
    expect([file, existsSync(join(root, file))]).toEqual([file, true]);
    if (anchor !== undefined) expect(anchorsOf(file)).toContain(anchor);
  }
});

describe('docs/adr', () => {
  const files = documents.filter((path) => /^docs\/adr\/\d/.test(path)).sort();
  const listed = [...read('docs/adr/README.md').matchAll(/^- (\d\d) \[(.+)\]\((.+)\)$/gm)];

  it('lists its pages in order, each with its title', () => {
    expect(
      listed.map(([, number, title, file]) => [
        `docs/adr/${file ?? ''}`,
        `# ${number ?? ''}. ${title ?? ''}`,
      ]),
    ).toEqual(files.map((path) => [path, read(path).split('\n')[0]]));
  });

  it('says of each number that is gone which page it went into', () => {
    const gone = [...read('docs/adr/README.md').matchAll(/^- ((?:\d\d(?:, | and |: ))+)in \[/gm)].flatMap(
      ([, numbers = '']) => numbers.match(/\d\d/g) ?? [],
    );
    expect(gone.length).toBeGreaterThan(10);
    expect(gone.filter((number) => listed.some(([, one]) => one === number))).toEqual([]);
    expect(gone).toEqual([...new Set(gone)]);
  });

  it.each(files)('%s has a question, a decision and an example', (path) => {
    const text = read(path);
    expect(text).toContain('\n## Question\n');
    expect(text).toContain('\n## Decision');
    expect(text).toMatch(/^(?:[#*_ -]*)Example/m);
  });
});

describe('docs/architecture.md', () => {
  const [, list = ''] = /\n## Where to change what\n(.*?)\n## /s.exec(read('docs/architecture.md')) ?? [];
  const rows = list
    .split(/^- /m)
    .slice(1)
    .map((item): [string, string[]] => [/^\*\*(.+?)\*\*: /s.exec(item)?.[1] ?? item, pathsIn(item)]);

  it('says of many changes where they begin', () => {
    expect(rows.length).toBeGreaterThanOrEqual(14);
    for (const change of ['feed', 'comparison', 'filter', 'member of the payload', 'chart'])
      expect(rows.map(([name]) => name)).toContain(`a new ${change}`);
  });

  it.each(rows)('%s: its files are there', (_change, paths) => {
    expect(paths.length).toBeGreaterThan(1);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

describe('docs/glossary.md', () => {
  const terms = [...read('docs/glossary.md').matchAll(/^- \*\*(.+?)\*\*/gm)].map(([, term = '']) => term);
  const texts = [
    ...documents.filter((path) => path !== 'docs/glossary.md'),
    ...globSync('{apps,libs}/*/src/**/*.{ts,tsx}', { cwd: root }),
  ].map((path) => read(path).toLowerCase());

  it('has each term once', () => {
    expect(terms.length).toBeGreaterThanOrEqual(30);
    expect(terms).toEqual([...new Set(terms)]);
  });

  it.each(terms)('%s is used in code or documents', (term) => {
    expect(texts.some((text) => text.includes(term.toLowerCase()))).toBe(true);
  });
});

describe('docs/operations', () => {
  const folder = 'docs/operations';
  const contents = read(`${folder}/README.md`).match(/^ *- \[.*$/gm) ?? [];
  const pages = globSync('{*,features/*}.md', { cwd: join(root, folder) }).filter(
    (path) => path !== 'README.md',
  );
  const listed = [...new Set(contents.map((line) => /\(([^#)]+)/.exec(line)?.[1] ?? ''))];

  it('README.md has every page', () => {
    expect([...listed].sort()).toEqual(pages.sort());
  });

  it.each(pages)('README.md has the headings of %s in their order', (path) => {
    const headings = headingsOf(`${folder}/${path}`).map(([level, heading]) => {
      const anchor = level === 1 ? '' : `#${anchorOf(heading)}`;
      return `${'  '.repeat(level - 1)}- [${heading}](${path}${anchor})`;
    });
    expect(contents.filter((line) => new RegExp(`\\(${path}[#)]`).test(line))).toEqual(headings);
  });
});

describe('docs/performance.md', () => {
  const paths = pathsIn(read('docs/performance.md'));

  it('names files that are there', () => {
    expect(paths.length).toBeGreaterThan(5);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
