import fc from 'fast-check';
import { SdmxFault } from '../errors/fault.ts';
import type { Door } from '../query/data-query.ts';
import { DATA_FORMATS, STRUCTURE_FORMATS } from './form.ts';
import { negotiateData, negotiateStructure } from './negotiate.ts';

const wanted = (accept?: string, format: string | null = null) => ({
  accept,
  format,
  language: 'en' as const,
});
const V = 'application/vnd.sdmx';

const typeOf = (door: Door, accept?: string, format: string | null = null) =>
  negotiateData(door, wanted(accept, format)).mediaType;
const structureTypeOf = (door: Door, accept?: string, format: string | null = null) =>
  negotiateStructure(door, wanted(accept, format)).mediaType;

describe('the form of data', () => {
  it('is that of Content-Type: type and version, no space, nothing behind them', () => {
    for (const mediaType of [...Object.values(DATA_FORMATS), ...Object.values(STRUCTURE_FORMATS)])
      expect(mediaType).toMatch(/^application\/vnd\.sdmx\.[a-z]+\+(json|csv|xml);version=\d\.\d(\.\d)?$/);
  });

  it.each([
    ['3.0', undefined, `${V}.data+json;version=2.1.0`],
    ['3.0', '', `${V}.data+json;version=2.1.0`],
    ['3.0', '*/*', `${V}.data+json;version=2.1.0`],
    ['3.0', 'application/json', `${V}.data+json;version=2.1.0`],
    ['3.0', 'application/xml', `${V}.data+xml;version=3.0.0`],
    ['3.0', 'text/xml', `${V}.data+xml;version=3.0.0`],
    ['3.0', 'text/csv', `${V}.data+csv;version=2.1.0`],
    ['2.1', undefined, `${V}.genericdata+xml;version=2.1`],
    ['2.1', '*/*', `${V}.genericdata+xml;version=2.1`],
    ['2.1', 'application/json', `${V}.data+json;version=1.0.0`],
    ['2.1', 'application/xml', `${V}.genericdata+xml;version=2.1`],
    ['2.1', 'text/xml', `${V}.genericdata+xml;version=2.1`],
    ['2.1', 'text/csv', `${V}.data+csv;version=1.0.0`],
  ] as const)('at %s for %s is the own one of the door: %s', (door, accept, mediaType) => {
    expect(typeOf(door, accept)).toBe(mediaType);
  });

  it.each([
    ['3.0', `${V}.data+json`, `${V}.data+json;version=2.1.0`],
    ['3.0', `${V}.data+csv`, `${V}.data+csv;version=2.1.0`],
    ['2.1', `${V}.data+json`, `${V}.data+json;version=1.0.0`],
    ['2.1', `${V}.data+csv`, `${V}.data+csv;version=1.0.0`],
    ['2.1', `${V}.data+xml`, `${V}.data+xml;version=3.0.0`],
    ['3.0', `${V}.genericdata+xml`, `${V}.genericdata+xml;version=2.1`],
  ] as const)(
    'at %s for %s, a type without version, is the one of the door: %s',
    (door, accept, mediaType) => {
      expect(typeOf(door, accept)).toBe(mediaType);
    },
  );

  it('is any of them at either door, with spaces or none around the semicolon', () => {
    for (const door of ['3.0', '2.1'] as const)
      for (const mediaType of Object.values(DATA_FORMATS))
        for (const accept of [
          mediaType,
          mediaType.replace(';', ' ; '),
          mediaType.toUpperCase(),
          `${mediaType};q=0.4`,
        ])
          expect(typeOf(door, accept)).toBe(mediaType);
    expect(typeOf('3.0', `${V}.data+json;version=2.0`)).toBe(`${V}.data+json;version=2.0.0`);
    expect(typeOf('3.0', `${V}.data+json;version="1.0.0"`)).toBe(`${V}.data+json;version=1.0.0`);
  });

  it.each([
    [`${V}.data+json;version=2.0.0;q=0.5, ${V}.data+csv;version=2.0.0`, `${V}.data+csv;version=2.0.0`],
    [`${V}.data+xml;version=3.1.0, ${V}.data+xml;version=3.0.0;q=0.9`, `${V}.data+xml;version=3.0.0`],
    // The closest range decides: what is named with less weight is not taken for the wildcard.
    [`*/*, application/json;q=0.1`, `${V}.data+csv;version=2.1.0`],
    [`*/*;q=0.1, ${V}.data+json;version=2.1.0;q=0`, `${V}.data+csv;version=2.1.0`],
    // Of equal weights the first one.
    [`${V}.data+csv, ${V}.data+json`, `${V}.data+csv;version=2.1.0`],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', `${V}.data+xml;version=3.0.0`],
    ['text/csv;q=2, application/json', `${V}.data+json;version=2.1.0`],
  ])('goes by weight: %s', (accept, mediaType) => {
    expect(typeOf('3.0', accept)).toBe(mediaType);
  });

  it.each([
    // rsdmx
    ['2.1', 'application/xml', `${V}.genericdata+xml;version=2.1`],
    // sdmx1: python-requests by default, with a data structure, and for servers of SDMX 3.0
    ['2.1', '*/*', `${V}.genericdata+xml;version=2.1`],
    ['2.1', `${V}.structurespecificdata+xml;version=2.1`, `${V}.structurespecificdata+xml;version=2.1`],
    [
      '3.0',
      `${V}.data+xml; version=3.0.0, ${V}.metadata+xml; version=3.0.0, ${V}.structure+xml; version=3.0.0`,
      `${V}.data+xml;version=3.0.0`,
    ],
    // pysdmx
    ['3.0', `${V}.data+csv;version=2.0.0`, `${V}.data+csv;version=2.0.0`],
    ['3.0', `${V}.data+json;version=2.0.0`, `${V}.data+json;version=2.0.0`],
    [
      '2.1',
      `${V}.structurespecifictimeseriesdata+xml;version=2.1`,
      `${V}.structurespecifictimeseriesdata+xml;version=2.1`,
    ],
    // sdmx-rest
    [
      '2.1',
      `${V}.data+json;version=1.0.0-wd, ${V}.data+json;version=1.0.0;q=0.9`,
      `${V}.data+json;version=1.0.0`,
    ],
    ['2.1', `${V}.data+csv;version=1.0.0;labels=both`, `${V}.data+csv;version=1.0.0`],
  ] as const)('at %s is right for what stock clients send: %s', (door, accept, mediaType) => {
    expect(typeOf(door, accept)).toBe(mediaType);
  });

  it('has the options of SDMX-CSV that stand in Accept', () => {
    const csv = (accept: string) => negotiateData('3.0', wanted(accept)).csv;
    expect(csv(`${V}.data+csv;version=2.1.0;labels=both;keys=series;timeFormat=original`)).toEqual({
      labels: 'both',
      keys: 'series',
      timeFormat: 'original',
    });
    expect(csv('text/csv; labels=name')).toEqual({ labels: 'name', keys: 'none', timeFormat: 'original' });
    expect(csv(`${V}.data+json`)).toEqual({ labels: 'id', keys: 'none', timeFormat: 'original' });
  });

  it.each([
    ['3.0', 'jsondata', `${V}.data+json;version=2.1.0`],
    ['3.0', 'csvdata', `${V}.data+csv;version=2.1.0`],
    ['3.0', 'genericdata', `${V}.genericdata+xml;version=2.1`],
    ['3.0', 'structurespecificdata', `${V}.data+xml;version=3.0.0`],
    ['2.1', 'jsondata', `${V}.data+json;version=1.0.0`],
    ['2.1', 'csvdata', `${V}.data+csv;version=1.0.0`],
    ['2.1', 'genericdata', `${V}.genericdata+xml;version=2.1`],
    ['2.1', 'structurespecificdata', `${V}.structurespecificdata+xml;version=2.1`],
  ] as const)('at %s by format=%s wins over Accept', (door, format, mediaType) => {
    expect(typeOf(door, 'application/pdf', format)).toBe(mediaType);
  });
});

describe('the form of structures', () => {
  it.each([
    ['3.0', undefined, null, `${V}.structure+json;version=2.1.0`],
    ['2.1', '*/*', null, `${V}.structure+xml;version=2.1`],
    ['3.0', 'application/xml', null, `${V}.structure+xml;version=3.0.0`],
    ['2.1', 'application/xml', null, `${V}.structure+xml;version=2.1`],
    ['2.1', 'application/json', null, `${V}.structure+json;version=2.1.0`],
    ['3.0', `${V}.structure+json;version=2.0.0`, null, `${V}.structure+json;version=2.0.0`],
    ['3.0', `${V}.structure+xml`, null, `${V}.structure+xml;version=3.0.0`],
    ['2.1', `${V}.structure+xml`, null, `${V}.structure+xml;version=2.1`],
    [
      '3.0',
      `${V}.data+xml; version=3.0.0, ${V}.metadata+xml; version=3.0.0, ${V}.structure+xml; version=3.0.0`,
      null,
      `${V}.structure+xml;version=3.0.0`,
    ],
    ['3.0', undefined, 'structure', `${V}.structure+xml;version=3.0.0`],
    ['2.1', 'text/csv', 'jsonstructure', `${V}.structure+json;version=2.1.0`],
  ] as const)('at %s for %s and format %s', (door, accept, format, mediaType) => {
    expect(structureTypeOf(door, accept, format)).toBe(mediaType);
  });
});

describe('a form that is not served', () => {
  const faultOf = (negotiate: () => unknown): SdmxFault => {
    try {
      negotiate();
    } catch (fault) {
      if (fault instanceof SdmxFault) return fault;
      throw fault;
    }
    throw new Error('taken');
  };

  it.each([
    'application/pdf',
    `${V}.data+xml;version=3.1.0`,
    '*/*;q=0',
    'application/json;q=0',
    `${V}.data+csv;version=2.1.0;labels=long`,
    `${V}.data+csv;version=1.0.0;timeFormat=normalized`,
    'nonsense',
  ])('%s is 406 and names what there is', (accept) => {
    const fault = faultOf(() => typeOf('3.0', accept));
    expect([fault.status, fault.code, fault.parameter]).toEqual([406, 1406, 'Accept']);
    for (const mediaType of Object.values(DATA_FORMATS)) expect(fault.text.en).toContain(mediaType);
  });

  it('of structures too', () => {
    for (const accept of [
      'text/csv',
      `${V}.structure+json;version=1.0.0`,
      `${V}.structure+xml;version=3.1.0`,
    ])
      expect(faultOf(() => structureTypeOf('3.0', accept)).status).toBe(406);
  });

  it('by whatever is written is a fault, and nothing else', () => {
    const words = [
      'application/json',
      `${V}.data+csv`,
      'text/*',
      '*/*',
      ';q=0.5',
      ';q=',
      ';version=2.1.0',
      ',',
      '"',
      ' ',
    ];
    const header = fc.array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 12 });
    fc.assert(
      fc.property(
        fc.constantFrom<Door>('3.0', '2.1'),
        header,
        fc.option(fc.string()),
        (door, parts, format) => {
          for (const negotiate of [typeOf, structureTypeOf]) {
            try {
              expect(negotiate(door, parts.join(''), format)).toContain('application/vnd.sdmx.');
            } catch (fault) {
              expect(fault).toBeInstanceOf(SdmxFault);
            }
          }
        },
      ),
    );
    for (const piece of ['a,', ';q=', '*/*,', 'a/b;c="', ' '])
      expect(() => typeOf('3.0', piece.repeat(10_000) + 'application/pdf')).not.toThrow(RangeError);
  });

  it('by an unknown format is 400 and names the nearest', () => {
    const fault = faultOf(() => typeOf('3.0', undefined, 'jsondat'));
    expect([fault.status, fault.parameter]).toEqual([400, 'format']);
    expect(fault.text.en).toMatch(/nearest is jsondata/);
    expect(faultOf(() => structureTypeOf('3.0', undefined, 'csvdata')).status).toBe(400);
    expect(faultOf(() => typeOf('3.0', undefined, '__proto__')).status).toBe(400);
  });
});
