import type { GrowthState } from '@silkgauge/contract';
import { changeOf, filtersOf, overYear, sides, stateOf } from './filter.fixture.ts';
import { matches } from './matches.ts';

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
