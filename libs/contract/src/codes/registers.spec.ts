import { REPORTER_KINDS } from '@silkgauge/codelists';
import { readFileSync } from 'node:fs';
import { AREA_ALIASES, COUNTRIES, CURRENCIES, FLOWS, isArea, isCountry, oneArea } from '../code-lists.ts';
import { CODE_PATTERN } from '../series-key.ts';
import { BY_HAND, deriveLinks } from './area-links.fixture.ts';
import { parseCsv, tableOf } from './csv.ts';
import { CODE_DIMENSIONS, readCodeGraphs, readCodeRegisters } from './registers.ts';

const dataFile = (path: string) => readFileSync(new URL(`../../../../data/${path}`, import.meta.url), 'utf8');
const read = (file: string) => dataFile(`codes/${file}`);
const registers = readCodeRegisters(read);
const { areas, modes } = readCodeGraphs(read);

describe('the registers of codes', () => {
  it.each(CODE_DIMENSIONS)('name every code of %s once, in English and Chinese', (dimension) => {
    const codes = [...registers[dimension].values()];
    expect(codes.length).toBeGreaterThan(3);
    for (const { code, kind, en, zh } of codes) {
      if (dimension !== 'period') expect(code).toMatch(new RegExp(`^${CODE_PATTERN}$`));
      expect([code, kind, en, zh].filter((text) => text.trim() === '')).toEqual([]);
      expect([code, /\p{Script=Han}/u.test(zh) || zh === en]).toEqual([code, true]);
    }
    expect(codes.map(({ code }) => code)).toEqual([...codes.map(({ code }) => code)].sort());
  });

  it('know no kind of reporter that events cannot name, but the special codes', () => {
    const kinds = new Set([...registers.reporter.values()].map(({ kind }) => kind));
    kinds.delete('special');
    expect([...kinds].filter((kind) => !(REPORTER_KINDS.codes as readonly string[]).includes(kind))).toEqual(
      [],
    );
  });

  it('have a short name for each chapter of the HS, no two alike', () => {
    const chapters = [...registers.product.values()].filter(({ kind }) => kind === 'hs-chapter');
    expect(chapters).toHaveLength(98);
    for (const language of ['en', 'zh'] as const) {
      const shorts = chapters.map(({ short }) => short?.[language] ?? '');
      expect(new Set(shorts).size).toBe(98);
      const most = language === 'en' ? 36 : 12;
      expect(shorts.filter((name) => name === '' || name.length > most || name.includes(';'))).toEqual([]);
    }
    // Customs of other countries than America have goods of every unnamed kind there.
    expect(registers.product.get('HS99')?.short).toMatchObject({ en: 'Unspecified and special goods' });
    expect(registers.product.get('HS8418')?.short).toBeUndefined();
  });

  it('have no code twice', () => {
    const files = ['reporters', 'areas', 'indicators', 'coverages', 'modes', 'products', 'currencies'];
    for (const file of files) {
      const codes = tableOf(file, read(`${file}.csv`), ['code']).map(({ code }) => code);
      expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([]);
    }
  });

  it('contain exactly the closed lists of the contract', () => {
    expect([...registers.flow.keys()].sort()).toEqual([...FLOWS].sort());
    expect([...registers.currency.keys()].sort()).toEqual([...CURRENCIES, '_Z'].sort());
    expect([...registers.area.keys()].filter((code) => !isArea(code))).toEqual([]);
    const countries = [...registers.area.values()].filter(({ kind }) => kind === 'iso-3166-1');
    expect(countries.every(({ code }) => COUNTRIES.has(code))).toBe(true);
    expect(countries).toHaveLength(250);
    expect([...registers.area.keys()].filter(isCountry).sort()).toEqual(
      countries.map(({ code }) => code).sort(),
    );
  });

  it('name the file and line of a malformed row', () => {
    expect(() => readCodeRegisters(() => 'code,kind\n')).toThrow(
      'special.csv has no column name_en, name_zh, also',
    );
    expect(() => tableOf('a.csv', 'code,kind\nX\n', ['code'])).toThrow('a.csv: 1 fields, not 2: X');
  });
});

describe('aliases of areas', () => {
  const rows = tableOf('area-aliases.csv', read('area-aliases.csv'), ['alias', 'code', 'source']);

  it('are those of the table, each of a registered code, with a source', () => {
    expect([...AREA_ALIASES]).toEqual(rows.map(({ alias, code }) => [alias, code]));
    expect(rows.filter(({ source }) => source === '')).toEqual([]);
    for (const { code } of rows) expect([code, registers.area.has(code)]).toEqual([code, true]);
  });

  it('lead to a code that is no alias, and have every number of a province', () => {
    expect(rows.filter(({ code }) => AREA_ALIASES.has(code))).toEqual([]);
    const numbers = [...registers.area.values()].filter(({ kind }) => kind === 'province-number');
    expect(numbers).toHaveLength(31);
    for (const { code, en } of numbers) {
      expect(registers.area.get(oneArea(code))).toMatchObject({ kind: 'province', en });
      expect(areas.contains(oneArea(code), code) && areas.contains(code, oneArea(code))).toBe(true);
    }
  });

  it('leave other codes as they are', () => {
    for (const code of ['CN', 'CN-HI', 'CN-D46', 'CN-C-4601', '_T', 'CN-99', 'US-46'])
      expect(oneArea(code)).toBe(code);
  });
});

describe('the graph of areas', () => {
  const handWritten = tableOf('area-links.csv', read('area-links.csv'), [
    'code',
    'relation',
    'other',
    'by',
    'source',
  ]);

  it('consists of links derived from tables, and of manual links with a source', () => {
    const byHand = handWritten.filter(({ by }) => BY_HAND.includes(by));
    expect(byHand.filter(({ source }) => source === '')).toEqual([]);
    const derived = deriveLinks({
      areas: tableOf('areas', read('areas.csv'), ['code', 'kind', 'name_en', 'name_zh', 'also']).map(
        (row) => ({
          ...row,
          en: row.name_en,
          zh: row.name_zh,
          also: row.also.split(';'),
        }),
      ),
      districts: tableOf('districts', dataFile('cbec/customs_districts.csv'), [
        'district_code',
        'main_province',
      ]),
      zones: tableOf('zones', dataFile('cbec/pilot_zones.csv'), ['batch', 'zone']),
      byHand,
    });
    expect(handWritten).toEqual([...byHand, ...derived]);
  });

  it('links every part of a country, and every city and zone with a customs district', () => {
    const parts = [...registers.area.values()].filter(
      ({ code }) => code.includes('-') && !code.startsWith('XG-'),
    );
    const misplaced = parts.filter(({ code }) => !areas.contains(code.slice(0, 2), code));
    // The Channel Islands are not part of the United Kingdom, despite their code.
    expect(misplaced.map(({ code }) => code)).toEqual(['GB-CHA']);
    const cities = parts.filter(({ kind }) => kind === 'city' || kind === 'zone');
    expect(cities).toHaveLength(185);
    for (const { code } of cities)
      expect([code, areas.overlapping(code).filter((other) => other.startsWith('CN-D')).length]).toEqual([
        code,
        code === 'CN-C-4401' ? 2 : 1,
      ]);
  });

  it.each([
    ['CN', 'CN-C-3302'],
    ['CN-ZJ', 'CN-C-3302'],
    ['CN-33', 'CN-C-3302'],
    ['CN-ZJ', 'CN-C-330782'],
    ['CN-C-3307', 'CN-C-330782'],
    ['CN-HA', 'CN-Z-ZAEZ'],
    ['CN-C-4101', 'CN-Z-ZAEZ'],
    ['CN-HA', 'CN-41'],
    ['CN-41', 'CN-HA'],
    ['CN-G-PILOT-ZONES', 'CN-TJ'],
    ['GB-CHA', 'JE'],
    ['XG-ES-FR-IT-US', 'US-CA'],
    ['_T', 'CN-D46'],
    ['_T', '_U'],
  ])('%s contains %s', (wide, narrow) => {
    expect(areas.contains(wide, narrow)).toBe(true);
    expect(areas.overlaps(wide, narrow)).toBe(false);
  });

  it.each([
    ['CN-HA', 'CN-D46'],
    ['CN-41', 'CN-D46'],
    ['CN-C-4101', 'CN-D46'],
    ['CN-Z-ZAEZ', 'CN-D46'],
    ['CN-GD', 'CN-D52'],
    ['CN-C-4401', 'CN-D51'],
    ['CN-C-4401', 'CN-D52'],
    // Overlaps by a common city, or by the cities of a group.
    ['CN-G-PILOT-ZONES-13', 'CN-ZJ'],
    ['CN-G-PILOT-ZONES-13', 'CN-D31'],
  ])('%s and %s overlap', (a, b) => {
    expect([areas.overlaps(a, b), areas.overlaps(b, a)]).toEqual([true, true]);
    expect([areas.contains(a, b), areas.contains(b, a)]).toEqual([false, false]);
  });

  it.each([
    ['CN-C-3302', 'CN-D29'],
    ['CN-C-3501', 'CN-D37'],
    ['CN-D29', 'CN-D31'],
    ['CN-HA', 'CN-HE'],
    ['CN-ZJ', 'CN-D46'],
    ['CN-C-4403', 'CN-D51'],
    ['CN-C-_U', 'CN-C-3302'],
    ['_U', 'CN'],
    ['CN-Z', 'CN-ZJ'],
  ])('%s and %s are disjoint', (a, b) => {
    expect([areas.contains(a, b), areas.contains(b, a), areas.overlaps(a, b)]).toEqual([false, false, false]);
  });

  it('derives links of unregistered codes from their form', () => {
    expect(areas.contains('CN-HA', 'CN-C-4117')).toBe(true);
    expect(areas.contains('CN-41', 'CN-C-411702')).toBe(true);
    expect(areas.contains('CN-C-3307', 'CN-C-330701')).toBe(true);
    expect(areas.contains('CN-HE', 'CN-C-4117')).toBe(false);
    expect(areas.contains('CN-Z-ZAEZ', 'CN-Z-ZAEZ-1')).toBe(true);
    expect(areas.contains('US', 'US-CA')).toBe(true);
    expect(areas.contains('CN-Z', 'CN-ZX')).toBe(false);
    expect(areas.overlaps('CN-D46', 'CN-C-4117')).toBe(false);
  });

  it('is symmetric in overlaps and consistent with containment', () => {
    const codes = [...registers.area.keys()].filter((code) => code.startsWith('CN'));
    for (const a of codes.filter((_, at) => at % 7 === 0)) {
      expect(areas.contains(a, a)).toBe(true);
      for (const b of codes) {
        if (!areas.overlaps(a, b)) continue;
        expect([areas.overlaps(b, a), areas.contains(a, b)]).toEqual([true, false]);
        // A wider area overlaps, contains or lies in every area that its part overlaps.
        for (const wider of areas.within(a)) {
          const isMet = areas.overlaps(wider, b) || areas.contains(wider, b) || areas.contains(b, wider);
          expect([a, b, wider, isMet]).toEqual([a, b, wider, true]);
        }
      }
    }
  });

  it('refuses links of unregistered codes', () => {
    const withLink = (file: string) =>
      file === 'mode-links.csv' ? 'code,relation,other\n9999,within,RETAIL\n' : read(file);
    expect(() => readCodeGraphs(withLink)).toThrow(
      '9999 within RETAIL: 9999 is in no register; add it there',
    );
    const withRelation = (file: string) =>
      file === 'mode-links.csv' ? 'code,relation,other\n9610,in,RETAIL\n' : read(file);
    expect(() => readCodeGraphs(withRelation)).toThrow('write within or overlaps');
  });
});

describe('the graph of modes', () => {
  it('contains the modes of each group', () => {
    expect(modes.contains('RETAIL', '1210')).toBe(true);
    expect(modes.contains('RETAIL', '9710')).toBe(false);
    expect(modes.contains('_T', 'RETAIL')).toBe(true);
  });
});

describe('CSV', () => {
  it.each([
    [
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,"b, ""c""\nd",\r\n,,',
      [
        ['a', 'b, "c"\nd', ''],
        ['', '', ''],
      ],
    ],
    ['', []],
    ['a', [['a']]],
    ['\n\na\n', [['a']]],
  ])('reads the fields of %j', (text, rows) => {
    expect(parseCsv(text)).toEqual(rows);
  });
});
