import { periodBounds } from '../period/period.ts';
import {
  daysInForce,
  inForceIn,
  isInForce,
  noticeInForce,
  noticeScope as scopeBy,
  type CodeRelations,
  type NoticeScope,
} from './notices.ts';

/** One province, one customs district across it, one city in both. */
const areas: CodeRelations = {
  contains: (wide, narrow) =>
    wide === '_T' ||
    narrow === wide ||
    narrow.startsWith(`${wide}-`) ||
    (wide === 'CN-HA' && narrow === 'CN-C-4101'),
  overlaps: (a, b) =>
    [a, b].includes('CN-D46') && [a, b].some((code) => ['CN-HA', 'CN-C-4101'].includes(code)),
};
const modes: CodeRelations = {
  contains: (wide, narrow) => wide === '_T' || narrow === wide || (wide === 'RETAIL' && narrow === '9610'),
  overlaps: () => false,
};
const noticeScope = (scope: NoticeScope, dims: Parameters<typeof scopeBy>[1]) =>
  scopeBy(scope, dims, { areas, modes });

const china = { area: 'CN', mode: '_T', flow: '_T', product: '_T' };
const beijingB2b = { area: 'CN-D01', mode: '9710', flow: 'X', product: 'HS8418' };

describe('the scope of a notice', () => {
  const notice75 = { areas: ['CN-D01', 'CN-D46'], modes: ['9710', '9810'], flow: 'X' };

  it('holds the whole of a series inside it, and part of one that contains it', () => {
    expect(noticeScope(notice75, beijingB2b)).toBe('whole');
    expect(noticeScope(notice75, china)).toBe('part');
    expect(noticeScope(notice75, { ...beijingB2b, mode: '_T' })).toBe('part');
    expect(noticeScope(notice75, { ...beijingB2b, flow: '_T' })).toBe('part');
  });

  it('holds nothing where one dimension is outside', () => {
    expect(noticeScope(notice75, { ...beijingB2b, area: 'CN-D09' })).toBeNull();
    expect(noticeScope(notice75, { ...beijingB2b, mode: '1210' })).toBeNull();
    expect(noticeScope(notice75, { ...beijingB2b, flow: 'M' })).toBeNull();
    expect(noticeScope(notice75, { ...china, area: 'US' })).toBeNull();
  });

  it('is not limited by an absent or empty list, nor by a total', () => {
    expect(noticeScope({}, beijingB2b)).toBe('whole');
    expect(noticeScope({ areas: [], modes: [], products: [] }, china)).toBe('whole');
    expect(noticeScope({ flow: '_T', modes: ['_T'], products: ['_T'] }, beijingB2b)).toBe('whole');
  });

  it('follows the codes that an area and a heading contain', () => {
    expect(noticeScope({ areas: ['CN'] }, beijingB2b)).toBe('whole');
    expect(noticeScope({ areas: ['CN-Z'] }, { ...china, area: 'CN-ZJ' })).toBeNull();
    expect(noticeScope({ products: ['HS84'] }, beijingB2b)).toBe('whole');
    expect(noticeScope({ products: ['HS8418'] }, { ...beijingB2b, product: 'HS84' })).toBe('part');
    expect(noticeScope({ products: ['HS85'] }, beijingB2b)).toBeNull();
    expect(noticeScope({ products: ['LAMP'] }, { ...china, product: 'LAMPSHADE' })).toBeNull();
  });

  it('is the whole where one of several elements holds all of the series', () => {
    expect(noticeScope({ areas: ['CN-D01', 'CN'] }, china)).toBe('whole');
  });

  it('covers series in its areas, and part of series that overlap an area', () => {
    const city = { ...china, area: 'CN-C-4101' };
    expect(noticeScope({ areas: ['CN-HA'] }, city)).toBe('whole');
    expect(noticeScope({ areas: ['CN-D46'] }, city)).toBe('part');
    expect(noticeScope({ areas: ['CN-D46'] }, { ...china, area: 'CN-HA' })).toBe('part');
    expect(noticeScope({ areas: ['CN-HA'] }, { ...china, area: 'CN-D46' })).toBe('part');
    expect(noticeScope({ areas: ['CN-D09'] }, city)).toBeNull();
    expect(noticeScope({ areas: ['CN-D46', 'CN-HA'] }, city)).toBe('whole');
  });

  it('covers the modes that a group of modes holds', () => {
    expect(noticeScope({ modes: ['RETAIL'] }, { ...china, mode: '9610' })).toBe('whole');
    expect(noticeScope({ modes: ['9610'] }, { ...china, mode: 'RETAIL' })).toBe('part');
    expect(noticeScope({ modes: ['9710'] }, { ...china, mode: 'RETAIL' })).toBeNull();
  });

  it('is part where an unknown code is not a total', () => {
    expect(noticeScope({ areas: ['CN-D01'] }, { ...china, area: '_U' })).toBeNull();
  });
});

describe('a notice is in force', () => {
  it('from its first to its last day, both included', () => {
    expect(noticeInForce('2020-07-01', null, '2020-S2')).toBe(true);
    expect(noticeInForce('2020-07-01', null, '2020-S1')).toBe(false);
    expect(noticeInForce('2020-06-30', null, '2020-S1')).toBe(true);
    expect(noticeInForce('2019-01-01', '2020-01-01', '2020')).toBe(true);
    expect(noticeInForce('2019-01-01', '2019-12-31', '2020')).toBe(false);
    expect(noticeInForce('2020-07-01', null, '2030-01-01/P2M')).toBe(true);
  });

  it('with coarse dates from their first to their last day', () => {
    expect(noticeInForce('2020', '2020', '2020-12')).toBe(true);
    expect(noticeInForce('2020-07', '2020-08', '2020-08-31')).toBe(true);
    expect(noticeInForce('2020-07', '2020-08', '2020-09')).toBe(false);
  });

  it('never in a period that is not stated, nor by an invalid date', () => {
    expect(noticeInForce('2020-07-01', null, '_U')).toBe(false);
    expect(noticeInForce('_U', null, '2020')).toBe(false);
    expect(noticeInForce('2020-07-01', 'soon', '2020-S2')).toBe(false);
  });
});

describe('the days of a notice lie to a period', () => {
  it.each([
    ['2019', null, 'whole'],
    ['2020-01-01', '2020-06-30', 'whole'],
    ['2020-01', '2020-06', 'whole'],
    ['2020-01-02', null, 'part'],
    ['2019', '2020-06-29', 'part'],
    ['2020-06-30', '2020-06-30', 'part'],
    ['2020-07-01', null, 'after'],
    ['2018', '2019', 'before'],
  ] as const)('from %s to %s: %s of the first half of 2020', (from, to, expected) => {
    const days = daysInForce(from, to);
    const bounds = periodBounds('2020-S1');
    if (!days || !bounds) throw new Error('No days');
    expect(inForceIn(days, bounds)).toBe(expected);
    const meets = expected === 'whole' || expected === 'part';
    expect([isInForce(days, bounds), noticeInForce(from, to, '2020-S1')]).toEqual([meets, meets]);
  });
});
