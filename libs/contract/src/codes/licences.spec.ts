import { readFileSync } from 'node:fs';
import { readLicences } from './licences.ts';
import { tableOf } from './csv.ts';

const read = (file: string) =>
  readFileSync(new URL(`../../../../data/codes/${file}`, import.meta.url), 'utf8');
const licenceOf = readLicences(read);

describe('the licences of sources', () => {
  it('are stated for each reporter of the register, and for no other', () => {
    for (const { code } of tableOf('reporters.csv', read('reporters.csv'), ['code']))
      expect([code, licenceOf(code)?.text]).toEqual([code, expect.stringMatching(/./)]);
    expect(licenceOf('NOBODY')).toBeNull();
  });

  it('name reporters of the register alone, with an address where there are terms', () => {
    for (const { reporter, url } of tableOf('licences.csv', read('licences.csv'), ['reporter', 'url'])) {
      if (reporter === '*') continue;
      expect([reporter, licenceOf(reporter)?.url]).toEqual([reporter, url]);
      expect(url).toMatch(/^https:\/\//);
    }
    expect(licenceOf('GACC')?.url).toBeNull();
    expect(licenceOf('ONLINE-RETAIL')?.text).toContain('CC BY 4.0');
  });
});
