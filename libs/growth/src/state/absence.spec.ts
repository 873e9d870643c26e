import { assembleState } from './assemble.ts';
import { judgeClaim } from './claims.ts';
import type { Figure } from '../observation/figure.ts';
import { figure, growth } from '../spec/figures.ts';
import { factsOf, KNOWN } from '../spec/series.ts';
import { graphOf } from '../spec/graph.ts';
import { printedSides } from './printed-sides.ts';
import type { StateBody } from './state-body.ts';

const NONE = { value: null, absence: 'not-collected' } as const;
const stateOf = (period: string, ...some: readonly Figure[]): StateBody =>
  assembleState(factsOf(some), period, KNOWN);
/** `id standing step` of the prints of the first side. */
const standings = (...some: readonly Figure[]): string[] =>
  (printedSides(factsOf(some), '2020')[0]?.prints ?? [])
    .map(({ figure: { id }, standing, step }) => `${id} ${standing} ${step}`)
    .sort();

const EARLY = { publishedAt: '2021-01-15' };
const LATE = { publishedAt: '2021-07-15' };

describe('a print without a number', () => {
  it('is the reported side, with the reason and the print, and nothing else', () => {
    const none = figure({ id: 'none', ...NONE });
    expect(stateOf('2020', none)).toEqual({
      level: {
        reported: {
          value: null,
          unit: 'CNY',
          low: null,
          high: null,
          status: '_U',
          from: {
            source: 'spec',
            id: 'none',
            document: 'https://example.org/release',
            publishedAt: '2021-01-15',
            kind: 'official',
            publisher: { name: { en: 'example.org', zh: 'example.org' } },
          },
          absence: 'not-collected',
          formula: 'reported@1',
        },
        verdict: 'unchecked',
        gap: null,
      },
      growth: {},
      other: {},
      flags: [],
    });
  });

  it('gives its place to a later number, and takes the place of an earlier one', () => {
    const [none, number] = [figure({ id: 'none', ...NONE, ...EARLY }), figure({ id: 'number', ...LATE })];
    expect(standings(none, number)).toEqual(['none superseded publication', 'number chosen publication']);
    const [first, gone] = [figure({ id: 'number', ...EARLY }), figure({ id: 'none', ...NONE, ...LATE })];
    expect(standings(first, gone)).toEqual(['none chosen publication', 'number superseded publication']);
    expect(stateOf('2020', first, gone).level.reported).toMatchObject({
      value: null,
      absence: 'not-collected',
    });
  });

  it('competes by status and kind like a number, and contradicts none', () => {
    const official = figure({ id: 'official', ...NONE, ...EARLY });
    const reposted = figure({ id: 'reposted', kind: 'repost', ...LATE });
    expect(standings(official, reposted)).toEqual(['official chosen kind', 'reposted superseded kind']);
    expect(stateOf('2020', official, reposted).flags).toEqual([]);
  });

  it('conflicts with a number of its source at the same instant', () => {
    const [a, b] = [figure({ id: 'a', ...NONE }), figure({ id: 'b' })];
    expect(standings(b, a)).toEqual(['a chosen identity', 'b conflict identity']);
    expect(stateOf('2020', a, b).flags).toEqual(['conflicting-prints']);
    const hidden = figure({ id: 'b', value: null, absence: 'confidential' });
    expect(standings(a, hidden)).toEqual(['a chosen identity', 'b conflict identity']);
    expect(standings(a, { ...a, id: 'c' })).toEqual(['a chosen repeat', 'c support repeat']);
  });

  it('is no input: no growth, no base, no sum and no share come of it', () => {
    const none = figure({ period: '2020', ...NONE });
    const rate = growth('10', { period: '2020' });
    expect(stateOf('2019', none, rate).level).toEqual({ verdict: 'unchecked', gap: null });
    const { growth: found } = stateOf('2020', none, figure({ period: '2019' }), growth('10'));
    expect(found['GY']?.computed).toBeUndefined();
    const { seriesOf } = graphOf([
      { flow: 'X', print: none },
      { flow: 'M', print: figure({ period: '2020' }) },
      { flow: '_T', print: figure({ period: '2021' }) },
    ]);
    expect(assembleState(seriesOf('_T'), '2020', KNOWN).level.computed).toBeUndefined();
    expect(assembleState(seriesOf('M'), '2020', KNOWN).other.share).toBeUndefined();
  });

  it('stands beside what levels give, unchecked', () => {
    const rate = growth('0', { ...NONE, id: 'none' });
    const levels = [figure({ value: '110' }), figure({ period: '2019' })];
    const sides = stateOf('2020', ...levels, rate).growth['GY'];
    expect(sides).toMatchObject({
      reported: { value: null, absence: 'not-collected' },
      computed: { value: '10.0000' },
      verdict: 'unchecked',
      gap: null,
    });
    expect(judgeClaim('up', sides, null).standing).toBe('supported');
  });

  it('is told for shares and other measures too', () => {
    const share = growth('0', { ...NONE, measure: 'share', id: 'none' });
    expect(stateOf('2020', share).other.share?.reported).toMatchObject({
      value: null,
      absence: 'not-collected',
      from: { id: 'none' },
    });
  });

  it('does not measure a period that still runs', () => {
    const running = { period: '2026' } as const;
    expect(stateOf('2026', figure({ ...running, ...NONE })).flags).toEqual([]);
    expect(stateOf('2026', figure(running)).flags).toEqual(['partial-period']);
  });

  it('is told of a _U period only where no print has a number', () => {
    const unknown = { period: '_U' } as const;
    const none = figure({ ...unknown, ...NONE, id: 'none' });
    expect(stateOf('_U', none).level.reported).toMatchObject({ absence: 'not-collected' });
    const both = stateOf('_U', none, figure({ ...unknown, id: 'one' })).level.reported;
    expect(both).toMatchObject({ value: '100', from: { id: 'one' } });
    expect(both?.absence).toBeUndefined();
  });
});
