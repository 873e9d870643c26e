import { changeOf, filtersOf, overYear, sides, stateOf } from './filter.fixture.ts';
import { matches } from './matches.ts';
import { readFilters } from './read-filter.ts';
import { FaultList, type GrowthState } from '@silkgauge/contract';

const isTrue = (filter: unknown, attributes: Readonly<Record<string, string>>, state?: GrowthState) =>
  filtersOf(filter).every((one) => matches(one, changeOf(attributes, state)));

describe('the dialects of CloudEvents', () => {
  it.each<[string, unknown, boolean]>([
    ['exact', { exact: { area: 'CN', reporter: 'GACC' } }, true],
    ['exact with another text', { exact: { area: 'CN', reporter: 'ZAEZ' } }, false],
    ['exact with another case', { exact: { area: 'cn' } }, false],
    ['prefix', { prefix: { subject: 'GACC.' } }, true],
    ['suffix', { suffix: { subject: '/2020' } }, true],
    ['an absent attribute', { prefix: { period: '2' } }, false],
    ['not of an absent attribute', { not: { prefix: { period: '2' } } }, true],
    ['all', { all: [{ exact: { area: 'CN' } }, { exact: { reporter: 'X' } }] }, false],
    ['any', { any: [{ exact: { area: 'GB' } }, { exact: { reporter: 'GACC' } }] }, true],
  ])('%s', (_name, filter, expected) => {
    const attributes = { area: 'CN', reporter: 'GACC', subject: 'GACC.CN/2020' };
    expect(isTrue(filter, attributes)).toBe(expected);
  });
});

describe('silkgauge:move', () => {
  const grown = (before: string | null, now: string | null) =>
    stateOf({ growth: { GY: overYear(now) } }, { growth: { GY: overYear(before) } });

  it.each<[string, string | null, string | null, string, boolean, boolean]>([
    ['exactly so far', '10', '13', '3', false, true],
    ['downwards', '10', '7.0', '3', false, true],
    ['nearly so far', '10', '12.999', '3', false, false],
    ['across zero', '-1', '2', '3', false, true],
    ['percent of the value before', '200', '206', '3', true, true],
    ['percent of a negative value', '-200', '-206', '3', true, true],
    ['percent of zero', '0', '5', '3', true, false],
    ['a range before', null, '13', '3', false, false],
    ['a range now', '10', null, '3', false, false],
    ['digits beyond a double', '0.1', '0.10000000000000000001', '0.00000000000000000001', false, true],
  ])('%s', (_name, before, now, atLeast, relative, expected) => {
    const filter = { 'silkgauge:move': { of: 'growth.GY', atLeast, relative } };
    expect(isTrue(filter, {}, grown(before, now))).toBe(expected);
  });

  it('is false where nothing was before, or where what is under another path moved', () => {
    const filter = (of?: string) => ({ 'silkgauge:move': { ...(of && { of }), atLeast: '1' } });
    const first = stateOf({ growth: { GY: overYear('10') } }, null);
    expect(isTrue(filter(), {}, first)).toBe(false);
    expect(isTrue(filter(), {}, grown('1', '9'))).toBe(true);
    expect(isTrue(filter('growth'), {}, grown('1', '9'))).toBe(true);
    expect(isTrue(filter('growth.GY.reported'), {}, grown('1', '9'))).toBe(true);
    for (const other of ['level', 'growth.G1', 'growth.GY.computed', 'growth.implied'])
      expect(isTrue(filter(other), {}, grown('1', '9'))).toBe(false);
    expect(isTrue(filter(), { type: 'silkgauge.notice.updated.v1' })).toBe(false);
  });

  it('does not compare values of two units', () => {
    const state = stateOf({ level: sides('9', {}, 'CNY') }, { level: sides('1', {}, 'USD') });
    expect(isTrue({ 'silkgauge:move': { atLeast: '1' } }, {}, state)).toBe(false);
  });
});

it.each<[string, string, string, boolean]>([
  ['from above zero to below', '3', '-2', true],
  ['and back', '-2', '0.1', true],
  ['to zero', '3', '0.0', true],
  ['within one sign', '3', '9', false],
])('silkgauge:sign %s', (_name, before, now, expected) => {
  const state = stateOf({ growth: { GY: overYear(now) } }, { growth: { GY: overYear(before) } });
  expect(isTrue({ 'silkgauge:sign': {} }, {}, state)).toBe(expected);
  expect(isTrue({ 'silkgauge:sign': { of: 'level' } }, {}, state)).toBe(false);
});

describe('silkgauge:revision', () => {
  const filter = { 'silkgauge:revision': {} };
  const revised = (
    before: string | undefined,
    now: string | undefined,
    reason?: GrowthState['change']['reason'],
  ) => stateOf({ level: sides(now) }, { level: sides(before) }, reason);

  it('is true where a reported figure has another value or status, or is gone', () => {
    expect(isTrue(filter, {}, revised('1', '2'))).toBe(true);
    expect(isTrue(filter, {}, revised('1', undefined))).toBe(true);
    const final = { reported: { ...sides('1').reported!, status: 'A' as const } };
    expect(isTrue(filter, {}, stateOf({ level: sides('1', final) }, { level: sides('1') }))).toBe(true);
    expect(isTrue(filter, {}, stateOf({ growth: {} }, { growth: { GY: overYear('3') } }))).toBe(true);
  });

  it('is false for first prints, sales, and what only follows from others', () => {
    expect(isTrue(filter, {}, revised(undefined, '2'))).toBe(false);
    expect(isTrue(filter, {}, stateOf({ level: sides('2') }, null))).toBe(false);
    expect(isTrue(filter, {}, revised('1', '2', 'sales'))).toBe(false);
    const computed = (value: string) => ({ computed: sides(value).reported! });
    const follows = stateOf({ level: sides('1', computed('5')) }, { level: sides('1', computed('4')) });
    expect(isTrue(filter, {}, follows)).toBe(false);
  });
});

it('silkgauge:verdict is true for a verdict, and with became for one that was another before', () => {
  const judged = (before: 'agrees' | 'conflicts' | null, now: 'agrees' | 'conflicts') =>
    stateOf(
      { growth: { GY: overYear('1', { verdict: now }) } },
      { growth: { GY: before && overYear('1', { verdict: before }) } },
    );
  const filter = (rest = {}) => ({ 'silkgauge:verdict': { in: ['conflicts'], ...rest } });
  expect(isTrue(filter(), {}, judged('conflicts', 'conflicts'))).toBe(true);
  expect(isTrue(filter(), {}, judged('conflicts', 'agrees'))).toBe(false);
  expect(isTrue(filter({ of: 'level' }), {}, judged('agrees', 'conflicts'))).toBe(false);
  expect(isTrue(filter({ became: true }), {}, judged('agrees', 'conflicts'))).toBe(true);
  expect(isTrue(filter({ became: true }), {}, judged('conflicts', 'conflicts'))).toBe(false);
  expect(isTrue(filter({ became: true }), {}, judged(null, 'conflicts'))).toBe(false);
});

describe('a filter that cannot be read', () => {
  const faultsOf = (filters: unknown) => {
    const faults = new FaultList<string>();
    readFilters(filters, '/filters', faults);
    return faults.faults.map(({ pointer, rule, fix }) => `${pointer} ${rule}: ${fix}`);
  };
  const nested = (depth: number): unknown =>
    depth === 0 ? { exact: { area: 'CN' } } : { not: nested(depth - 1) };

  it.each<[string, unknown, string]>([
    ['no list', {}, '/filters filter-list: '],
    ['an empty list in a filter', [{ any: [] }], '/filters/0/any filter-list: '],
    ['two dialects', [{ exact: { area: 'CN' }, prefix: { area: 'CN' } }], '/filters/0 one-filter: '],
    ['a misspelt dialect', [{ exakt: { area: 'CN' } }], '/filters/0/exakt filter-dialect: Write "exact".'],
    ['the dialect sql', [{ sql: "area = 'CN'" }], '/filters/0/sql filter-dialect: '],
    [
      'a misspelt attribute',
      [{ exact: { aera: 'CN' } }],
      '/filters/0/exact/aera filter-attribute: Write "area".',
    ],
    ['an empty text', [{ exact: { area: '' } }], '/filters/0/exact/area filter-text: '],
    ['no attribute', [{ exact: {} }], '/filters/0/exact filter-attributes: '],
    ['a long text', [{ exact: { area: 'x'.repeat(257) } }], '/filters/0/exact/area filter-text: '],
    ['not with a list', [{ not: [{ exact: { area: 'CN' } }] }], '/filters/0/not one-filter: '],
    ['an empty any', [{ any: [] }], '/filters/0/any filter-list: '],
    [
      'a step that is a number',
      [{ 'silkgauge:move': { atLeast: 3 } }],
      '/filters/0/silkgauge:move/atLeast at-least: ',
    ],
    [
      'a step of zero',
      [{ 'silkgauge:move': { atLeast: '0.0' } }],
      '/filters/0/silkgauge:move/atLeast at-least: ',
    ],
    [
      'no path',
      [{ 'silkgauge:sign': { of: 'growht.GY' } }],
      '/filters/0/silkgauge:sign/of measure-path: Write "growth.GY".',
    ],
    [
      'a side of a verdict',
      [{ 'silkgauge:verdict': { in: ['agrees'], of: 'level.reported' } }],
      '/filters/0/silkgauge:verdict/of measure-path: ',
    ],
    [
      'no verdict',
      [{ 'silkgauge:verdict': { in: ['conflict'] } }],
      '/filters/0/silkgauge:verdict/in verdict: Write "conflicts".',
    ],
    [
      'an unknown member',
      [{ 'silkgauge:revision': { off: 1 } }],
      '/filters/0/silkgauge:revision/off unknown-member: ',
    ],
    ['too deep', [nested(8)], `/filters/0${'/not'.repeat(8)} filter-depth: `],
    ['too large', Array.from({ length: 65 }, () => nested(0)), '/filters/64 filter-size: '],
  ])('%s is a fault with its place', (_name, filters, start) => {
    expect(faultsOf(filters)).toEqual([expect.stringContaining(start)]);
  });

  it('has 64 nodes and 8 levels at most', () => {
    expect(faultsOf([nested(7), ...Array.from({ length: 56 }, () => nested(0))])).toEqual([]);
  });
});
