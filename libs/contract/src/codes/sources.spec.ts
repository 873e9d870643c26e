import { readFileSync } from 'node:fs';
import { tableOf } from './csv.ts';
import { readSources } from './sources.ts';

const read = (file: string) =>
  readFileSync(new URL(`../../../../data/codes/${file}`, import.meta.url), 'utf8');
const sourceOf = readSources(read);
const reporters = tableOf('reporters.csv', read('reporters.csv'), ['code']).map(({ code }) => code);
const rows = tableOf('sources.csv', read('sources.csv'), [
  'reporter',
  'url',
  'stated_in',
  'licence',
  'licence_url',
]);

describe('the sources of the register', () => {
  it('state a licence for each reporter of the register, and nothing for another', () => {
    for (const code of reporters)
      expect([code, sourceOf(code)?.licence.text]).toEqual([code, expect.stringMatching(/./)]);
    expect(sourceOf('NOBODY')).toBeNull();
    expect(sourceOf('*')).toBeNull();
  });

  it('are reporters of the register, each once, with an address and where it is stated', () => {
    const named = rows.map(({ reporter }) => reporter).filter((reporter) => reporter !== '*');
    expect(new Set(named).size).toBe(named.length);
    for (const { reporter, url, stated_in: statedIn, licence, licence_url: terms } of rows) {
      if (reporter === '*') continue;
      expect(reporters).toContain(reporter);
      expect([reporter, sourceOf(reporter)?.url]).toEqual([reporter, url]);
      expect(url).toMatch(/^https?:\/\//);
      expect(statedIn).not.toBe('');
      if (licence !== '') expect(terms).toMatch(/^https:\/\//);
    }
    expect(sourceOf('GACC')?.licence.url).toBeNull();
    expect(sourceOf('ONLINE-RETAIL')?.licence.text).toContain('CC BY 4.0');
  });

  it.each(['GACC', 'USCENSUS', 'MOFJP', 'ONLINE-RETAIL'])(
    'tell address, contact and timetable of %s, whose data are bundled',
    (reporter) => {
      const { url, contact, timetable } = sourceOf(reporter) ?? {};
      expect([url, contact, timetable]).toEqual(Array(3).fill(expect.stringMatching(/./)));
    },
  );
});

it('names what a malformed file lacks', () => {
  const header = 'reporter,url,contact,timetable,licence,licence_url\n';
  const without = (file: string) => (file === 'sources.csv' ? header : read(file));
  expect(() => readSources(without)).toThrow('sources.csv has no row *');
});
