import type { Observation } from '../observation/observation.ts';
import { DIMENSIONS } from '../structure/components.ts';
import { matcherOf } from './matches.ts';
import { readRequest } from './read-request.ts';

const CODES = 'NAEDZ.CN-Z-NAEDZ.CBEC.LOCAL._T._T._T._T.CNY._O.GY.REPORTED._Z'.split('.');
const KEY = Object.fromEntries(
  DIMENSIONS.map((dimension, at) => [dimension, CODES[at]]),
) as Observation['key'];

const observation = (given: Partial<Observation> = {}): Observation => ({
  flow: 'DF_GROWTH',
  key: KEY,
  seriesKey: CODES.join('.'),
  period: '2020-01-01/P5M',
  value: '450.0',
  attributes: { VERDICT: 'conflicts', GAP: '-3.5', OBS_STATUS: '_U', WORDING: 'up-by-times' },
  ...given,
});

const isAsked = (query: string, given: Partial<Observation> = {}, key = '*'): boolean => {
  const request = readRequest('3.0', `/data/dataflow/*/DF_GROWTH/*/${key}?${query}`);
  if (request.kind === 'structure') throw new Error(request.kind);
  return matcherOf(request.query)(observation(given));
};

describe('an observation', () => {
  it.each([
    ['*', true],
    ['NAEDZ', true],
    ['GACC,NAEDZ.*.CBEC', true],
    ['*.*.*.LOCAL.*.*.*.*.CNY._O.GY.REPORTED._Z', true],
    ['GACC', false],
    ['*.*.*.*.*.*.*.*.*.M', false],
  ])('is asked for by the key %s: %s', (key, asked) => {
    expect(isAsked('', {}, key)).toBe(asked);
  });

  it.each([
    ['c[VERDICT]=conflicts&c[GAP]=le:-3', true],
    ['c[VERDICT]=conflicts&c[GAP]=ge:3', false],
    ['c[VERDICT]=agrees,conflicts', true],
    ['c[VERDICT]=ne:conflicts', false],
    ['c[OBS_VALUE]=450', true],
    ['c[OBS_VALUE]=ge:450+lt:451', true],
    ['c[OBS_VALUE]=gt:450', false],
    ['c[OBS_VALUE]=sw:45', true],
    ['c[WORDING]=co:by', true],
    ['c[WORDING]=nc:by', false],
    ['c[WORDING]=ew:times+sw:up', true],
    ['c[REF_AREA]=sw:CN-Z', true],
    // OR of ANDs: the comma binds least.
    ['c[GAP]=ge:0+le:9,-3.5', true],
    ['c[GAP]=ne:-3.5,ne:1', true],
    ['c[GAP]=ne:-3.5+ne:1', false],
  ])('fits %s: %s', (query, asked) => {
    expect(isAsked(query)).toBe(asked);
  });

  it.each([
    ['c[COMPARED_WITH]=ne:2019', true],
    ['c[COMPARED_WITH]=nc:2019', true],
    ['c[COMPARED_WITH]=2019', false],
    ['c[COMPARED_WITH]=sw:2', false],
    ['c[OBS_LOW]=ne:1', true],
    ['c[OBS_LOW]=le:1', false],
  ])('without a value fits %s: %s (ne and nc alone)', (query, asked) => {
    expect(isAsked(query)).toBe(asked);
  });

  it.each([
    ['ge:2020', '2020-01-01/P5M', true],
    ['ge:2020-02', '2020-01-01/P5M', false],
    ['le:2020-05', '2020-01-01/P5M', true],
    ['le:2020-04', '2020-01-01/P5M', false],
    ['ge:2020+le:2020', '2020-S1', true],
    ['ge:2020+le:2020', '2019-W01', false],
    ['gt:2019', '2020', true],
    ['gt:2020-Q1', '2020-03-31', false],
    ['gt:2020-Q1', '2020-04-01', true],
    ['lt:2021', '2020', true],
    ['lt:2020-Q4', '2020', false],
    ['2020-01-01/P6M', '2020-S1', true],
    ['2020-S1', '2020-S2', false],
    ['ne:2020-S1', '2020-S2', true],
    ['sw:2020', '2020-S2', true],
  ])('c[TIME_PERIOD]=%s of %s: %s', (filter, period, asked) => {
    expect(isAsked(`c[TIME_PERIOD]=${filter}`, { period })).toBe(asked);
  });

  it('without a period begins and ends nowhere', () => {
    const undated = { flow: 'DF_UNDATED', period: null } as const;
    const request = readRequest('3.0', '/data/*?c[TIME_PERIOD]=ge:0001');
    if (request.kind !== 'data') throw new Error(request.kind);
    const matches = matcherOf(request.query);
    expect([matches(observation(undated)), matches(observation())]).toEqual([false, true]);
  });

  it('of another flow is not asked for', () => {
    expect(isAsked('', { flow: 'DF_UNDATED', period: null })).toBe(false);
  });

  it('is compared anew when the series changes', () => {
    const request = readRequest('3.0', '/data/*/*/*/*/GACC');
    if (request.kind !== 'data') throw new Error(request.kind);
    const matches = matcherOf(request.query);
    const seriesKey = ['GACC', ...CODES.slice(1)].join('.');
    const gacc = observation({ key: { ...KEY, REPORTER: 'GACC' }, seriesKey });
    expect([observation(), gacc, gacc, observation()].map(matches)).toEqual([false, true, true, false]);
  });
});
