import {
  event,
  FIGURE,
  FLOWS,
  gacc,
  GROWTH,
  level,
  print,
  told,
  toldOf,
  withdrawal,
  ZONE,
} from './spec/events.fixture.ts';
import { fileWorld } from './spec/event-world.fixture.ts';
import type { Telling } from './bulletin.ts';
import { REFUSALS } from './bulletin.ts';
import { sentencesOf } from './spec/told.fixture.ts';
import { reasonOf } from './tell.ts';

const OTHER = ZONE.replaceAll('ZAEZ', 'OTHER');
const of = (...keys: readonly string[]) => ({ say: 'compare', of: keys, by: 'growth' });
const both = of(`${ZONE}/2020-S1`, `${OTHER}/2020-S1`);
const rule = (telling: Telling) => telling.refused.map((one) => one.rule).join();
const evidence = { document: 'https://example.org', quote: 'words' };
const notice = event('notice.published', 'n', {
  ...{
    notice: 'N-1',
    issuer: 'GACC',
    title: 'Pilot',
    announcedOn: '2020-06-12',
    effectiveFrom: '2020-07-01',
  },
  ...{ scope: {}, evidence },
});
const statement = event('statement.attributed', 's', {
  ...{ speaker: 'Somebody', affiliation: 'An office', about: { notice: 'N-1' }, quote: 'words', evidence },
});
const spec = (id: string) => ({ source: '/spec', id });

describe('what the data do not carry', () => {
  it('no-event and no-notice: nobody reported it', () => {
    expect(rule(toldOf({ say: 'claim', event: spec('c') }))).toBe('no-event');
    expect(rule(toldOf({ say: 'opinion', event: spec('s') }))).toBe('no-event');
    expect(rule(toldOf({ say: 'policy', notice: 'N-1' }))).toBe('no-notice');
    expect(rule(toldOf({ say: 'cause', event: spec('s'), of: FIGURE.of }))).toBe('no-event');
    expect(rule(toldOf({ say: 'cause', notice: 'N-1', of: FIGURE.of }))).toBe('no-notice');
  });

  it('withdrawn: a statement, a notice, a figure', () => {
    const gone = withdrawal('statement', { ref: spec('s'), reason: 'never said' });
    expect(rule(toldOf({ say: 'opinion', event: spec('s') }, statement, gone))).toBe('withdrawn');
    const revoked = withdrawal('notice', { notice: 'N-1', reason: 'revoked' });
    expect(rule(toldOf({ say: 'policy', notice: 'N-1' }, notice, revoked))).toBe('withdrawn');
    const wrong = withdrawal('figure', { ref: spec('w'), reason: 'printed in error' });
    expect(rule(toldOf(GROWTH, print({ id: 'w' }), wrong))).toBe('withdrawn');
    expect(rule(toldOf(both, print({ id: 'w' }), print({}, OTHER), wrong))).toBe('withdrawn');
    expect(rule(toldOf(GROWTH, print({ id: 'w' }), level('4.72'), wrong))).toBe('withdrawn');
    expect(rule(toldOf(both, print({ id: 'w' }), level('4.72'), print({}, OTHER), wrong))).toBe('withdrawn');
  });

  it('no-state and no-figure: nothing is known, or nothing of what is asked for', () => {
    expect(toldOf(GROWTH).refused).toEqual([
      {
        ...{ id: 'one', say: 'figure', rule: 'no-state', keys: [FIGURE.of] },
        reason: {
          en: 'Nothing is known of this series and period.',
          zh: '这一序列和时期没有已知情况。',
        },
      },
    ]);
    expect(rule(toldOf({ say: 'revision', of: FIGURE.of, member: 'growth' }, level('4.72')))).toBe(
      'no-figure',
    );
    expect(rule(toldOf(GROWTH, print({ value: undefined, absence: 'not-collected' })))).toBe('no-figure');
    expect(toldOf(FLOWS, print({}, gacc('_T'))).refused).toMatchObject([
      { rule: 'no-state', keys: [`${gacc('X')}/2020-S1`] },
    ]);
    expect(rule(toldOf({ say: 'each', query: { area: 'FR' }, period: '2020-S1' }, print()))).toBe('no-state');
  });

  it('no-causal-claim: a cause is never told, of a notice or of a statement', () => {
    const world = fileWorld([notice, statement, print()]);
    const causes = told(world, [
      { id: 'a', say: 'cause', notice: 'N-1', of: FIGURE.of },
      { id: 'b', say: 'cause', event: spec('s'), of: FIGURE.of },
    ]);
    expect(rule(causes)).toBe('no-causal-claim,no-causal-claim');
    expect(sentencesOf(causes, 'en')).toEqual([]);
  });

  it.each([
    ['forecast-beside-actual', both, [print(), print({ status: 'forecast' }, OTHER)]],
    [
      'unknown-period',
      of(`${ZONE}/_U`, `${OTHER}/_U`),
      [print({ period: '_U' }), print({ period: '_U' }, OTHER)],
    ],
    ['unknown-comparison', both, [print({ comparison: '_U' }), print({ comparison: '_U' }, OTHER)]],
    ['unequal-periods', of(FIGURE.of, `${OTHER}/2020`), [print(), print({ period: '2020' }, OTHER)]],
    ['other-coverage', of(FIGURE.of, `${gacc('X')}/2020-S1`), [print(), print({}, gacc('X'))]],
    [
      'other-unit',
      of(FIGURE.of, `${ZONE.replace('CBEC', 'GOODS')}/2020-S1`),
      [print(), print({}, ZONE.replace('CBEC', 'GOODS'))],
    ],
    ['other-unit', both, [print(), print({ comparison: '2018-S1' }, OTHER)]],
    [
      'coverage-break',
      both,
      [level('2'), level('1', { period: '2019-S1' }), print({ break: 'new' }), print({}, OTHER)],
    ],
    [
      'two-readings',
      both,
      [print({ value: '4', unit: 'times', wording: 'ambiguous-times' }), print({}, OTHER)],
    ],
    [
      'conflict-open',
      both,
      [level('4.72'), level('2.20', { period: '2019-S1' }), print({ value: '119.43' }), print({}, OTHER)],
    ],
  ] as const)('%s: nothing is compared', (name, sentence, events) => {
    expect(rule(toldOf(sentence, ...events))).toBe(name);
  });

  it('small-base: growth over a base that is too small is not compared', () => {
    const small = [level('2'), level('0', { period: '2019-S1' }), print({ value: '10' })];
    const telling = toldOf(both, ...small, print({}, OTHER));
    expect(rule(telling)).toBe('small-base');
    const world = fileWorld([print(), print({ value: '30' }, OTHER)]);
    const flagged = told(
      {
        ...world,
        state: (key) => {
          const state = world.state(key);
          return state && { ...state, flags: ['small-base'] };
        },
      },
      [{ id: 'one', ...both }],
    );
    expect(rule(flagged)).toBe('small-base');
  });

  it('too-many: matches beyond the limit are named, not left out in silence', () => {
    const series = ['A', 'B', 'C'].map((zone) => ZONE.replaceAll('ZAEZ', zone));
    const each = { say: 'each', query: { indicator: 'CBEC' }, period: '2020-S1', tell: ['growth'], limit: 2 };
    const telling = toldOf(each, ...series.map((one) => print({}, one)));
    expect(sentencesOf(telling, 'en').map(({ id }) => id)).toEqual(
      series.slice(0, 2).map((one) => `one/${one}/2020-S1`),
    );
    expect(telling.refused).toMatchObject([{ rule: 'too-many', keys: [`${series[2] ?? ''}/2020-S1`] }]);
  });

  it('what is odd about a figure is told, and refuses nothing but a comparison', () => {
    const odd = toldOf(
      GROWTH,
      print({ value: '4', unit: 'times', wording: 'ambiguous-times', comparison: '_U' }),
    );
    expect(odd.refused).toEqual([]);
  });

  it('each rule has a reason in both languages, without a digit', () => {
    for (const name of REFUSALS) {
      const { en, zh } = reasonOf(name);
      expect(`${en}${zh}`).not.toMatch(/\p{Nd}/u);
      expect(en).toMatch(/\.$/);
      expect(zh).toMatch(/。$/);
    }
  });
});
