import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { EXAMPLES, examplePage, exampleTold } from './spec/examples.fixture.ts';
import { marks, numerals, sentencesOf } from './spec/told.fixture.ts';

const FOLDER = new URL('../../../docs/bulletins/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8');

describe('docs/bulletins', () => {
  it.each(EXAMPLES)('$name.md is what is told; npm run bulletins writes it', async (one) => {
    const page = await examplePage(one);
    const name = `${one.name}.md`;
    if (process.env['UPDATE_BULLETINS']) writeFileSync(new URL(name, FOLDER), page);
    expect(read(name)).toBe(page);
  });

  it.each(EXAMPLES)(
    '$name has what it is an example of, with the same numbers in both languages',
    async (one) => {
      const told = await exampleTold(one);
      const [en, zh] = [sentencesOf(told, 'en'), sentencesOf(told, 'zh')];
      const found = [...en.flatMap(marks), ...told.refused.map(({ rule }) => rule)];
      expect(found).toEqual(expect.arrayContaining([...one.shows]));
      expect(en.flatMap(numerals).length).toBeGreaterThan(0);
      for (const [at, sentence] of en.entries()) {
        const values = (some: typeof sentence) =>
          numerals(some)
            .map(({ value }) => value)
            .sort();
        expect(values(zh[at] ?? sentence)).toEqual(values(sentence));
      }
    },
  );

  it('has a file for each example and no other, listed in README.md', () => {
    const listed = [...read('README.md').matchAll(/^\| \[(\d\d-[a-z0-9-]+)\]/gm)].map(([, name]) => name);
    expect(listed).toEqual(EXAMPLES.map(({ name }) => name));
    expect(
      readdirSync(FOLDER)
        .filter((name) => /^\d\d-.*\.md$/.test(name))
        .sort(),
    ).toEqual(EXAMPLES.map(({ name }) => `${name}.md`));
  });
});
