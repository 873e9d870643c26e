import fc from 'fast-check';
import type { Feed } from '@silkgauge/contract';
import {
  alertDrop,
  alertRule,
  bulletinDrop,
  bulletinPlan,
  figure,
  printedSentence,
  release,
  releaseCancellation,
  sentenceDrop,
  statementWithdrawal,
  withdrawal,
} from '@silkgauge/testing';
import type { PushedEvent } from './pushed-world.fixture.ts';

/** A total with its exports and imports, and a zone: few enough that figures meet, contradict and rest on each other. */
const CUSTOMS = ['_T', 'X', 'M'].map((flow) => `GACC.CN.CBEC.PLATFORM.${flow}._T._T._T.CNY`);
const ZONE = 'ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY';
const SHOP = 'SHOP.GB.ORDERS.OWN.X._T._T.FR._Z';
const PERIODS = ['2018', '2019', '2020', '2020', '2019-S1', '2020-S1', '2020-S1', '_U'];
/** Names of bulletins, and what they tell. */
const PLANS = ['b-total', 'b-zone', 'b-claim', 'b-each'] as const;

const series = fc.constantFrom(...CUSTOMS, ZONE);
const period = fc.constantFrom(...PERIODS);
const ids = fc.integer({ min: 0, max: 25 });

const level = (unit: string) =>
  fc.record({
    measure: fc.constant('level'),
    unit: fc.constant(unit),
    value: fc.constantFrom('100', '110', '121', '60', '61.5', '40'),
    status: fc.constantFrom('preliminary', 'final', 'revised', 'forecast'),
    publishedAt: fc.constantFrom('2020-07-14', '2021-01', '2021-02-03'),
  });
const growth = fc.record({
  measure: fc.constant('growth'),
  value: fc.constantFrom('10', '10.0', '21', '-5', '26.2'),
  comparison: fc.constantFrom('GY', 'G1', '_U'),
  publishedAt: fc.constantFrom('2020-07-14', '2021-01', '_U'),
});

/** A number of figures, of which an id often comes again, with the same content or another. */
const numbered = (prefix: string, id: number): string => `${prefix}${String(id)}`;

const figures = fc
  .tuple(series, period, fc.oneof(level('CNY'), growth), ids)
  .map(([key, of, members, id]): PushedEvent => ({ ...figure(key, of, members), id: numbered('f', id) }));
const shopFigures = fc
  .tuple(period, level('orders'), ids)
  .map(([of, members, id]): PushedEvent => ({ ...figure(SHOP, of, members), id: numbered('s', id) }));

const evidence = { document: 'https://example.org/a', quote: 'as it was said' };

const claims = fc
  .tuple(series, period, fc.constantFrom('up', 'down', 'flat'), ids)
  .map(([key, of, direction, id]): PushedEvent => ({
    type: 'silkgauge.claim.reported.v1',
    ...{ id: numbered('c', id % 5), key },
    data: {
      series: (figure(key, of, { value: '1' }).data as { readonly series: unknown }).series,
      ...{ period: of, direction, publishedAt: '2020-07-14', evidence },
    },
  }));

/** Withdrawals of what came, of what is yet to come, and of what they cannot reach. */
const withdrawals = fc
  .tuple(fc.constantFrom('f', 'f', 'f', 's', 'c', 'o', 'n', 'w'), ids, ids)
  // An event does not name itself.
  .filter(([prefix, of, id]) => prefix !== 'w' || of !== id % 20)
  .map(([prefix, of, id]): PushedEvent => ({
    ...withdrawal(numbered(prefix, of)),
    id: numbered('w', id % 20),
  }));

const notices = fc
  .tuple(fc.constantFrom('N-1', 'N-2'), fc.constantFrom('2019-07-01', '2020-07-01'), ids, fc.boolean())
  .map(([notice, effectiveFrom, id, isWithdrawn]): PushedEvent => {
    const data = { notice, issuer: 'GACC', title: 'A notice', announcedOn: '2020-06-12', effectiveFrom };
    return isWithdrawn
      ? {
          ...{ type: 'silkgauge.notice.withdrawn.v1', key: notice, id: numbered('n', id % 8) },
          data: { notice, reason: 'over' },
        }
      : {
          ...{ type: 'silkgauge.notice.published.v1', key: notice, id: numbered('n', id % 8) },
          data: { ...data, scope: { areas: ['CN'] }, evidence },
        };
  });

const statements = fc.tuple(fc.constantFrom('yes', 'no'), ids).map(([quote, id]): PushedEvent => ({
  ...{ type: 'silkgauge.statement.attributed.v1', key: 'N-1', id: numbered('o', id % 6) },
  data: { speaker: 'Somebody', affiliation: 'An office', about: { notice: 'N-1' }, quote, evidence },
}));

/** Withdrawals of statements, and of what is none; each comes again with the same content. */
const statementWithdrawals = fc
  .tuple(fc.constantFrom('o', 'o', 'n', 'p', 'r', 'a'), ids, fc.constantFrom('v', 'u'))
  .map(([prefix, of, by]): PushedEvent => {
    const ref = numbered(prefix, of % 6);
    return { ...statementWithdrawal(ref), id: `${by}-${ref}` };
  });

const SENTENCES: Readonly<Record<(typeof PLANS)[number], readonly object[]>> = {
  'b-total': [
    {
      id: 'flows',
      say: 'flows',
      total: CUSTOMS[0],
      exports: CUSTOMS[1],
      imports: CUSTOMS[2],
      period: '2020',
    },
    {
      id: 'compare',
      say: 'compare',
      of: [`${String(CUSTOMS[1])}/2020`, `${String(CUSTOMS[2])}/2020`],
      by: 'growth',
    },
    { id: 'revised', say: 'revision', of: `${String(CUSTOMS[0])}/2020`, member: 'level' },
  ],
  'b-zone': [
    { id: 'zone', say: 'figure', of: `${ZONE}/2020-S1`, tell: ['level', 'growth', 'base'] },
    { id: 'policy', say: 'policy', notice: 'N-1', beside: [`${ZONE}/2020-S1`] },
  ],
  'b-claim': [
    { id: 'claim', say: 'claim', event: { source: '/spec', id: 'c1' } },
    { id: 'said', say: 'opinion', event: { source: '/spec', id: 'o1' } },
  ],
  'b-each': [
    { id: 'each', say: 'each', query: { area: ['CN'] }, period: '2019' },
    ...[{ verdict: ['conflicts', 'agrees'] }, { flag: 'conflicting-prints', within: 'CN-41' }].map(
      (filters, at) => ({
        ...{ id: `of-${String(at)}`, say: 'each', query: { domain: 'customs', ...filters } },
        period: '2020-S1',
      }),
    ),
  ],
};

const planned = (name: (typeof PLANS)[number], id: string, publish: unknown = 'at-once'): PushedEvent => {
  const plan = bulletinPlan(name, `${ZONE}/2020`);
  return { ...plan, id, data: { ...(plan.data as object), publish, paragraphs: [SENTENCES[name]] } };
};

const orders = fc
  .tuple(fc.constantFrom(...PLANS), ids, fc.integer({ min: 0, max: 5 }))
  .map(([name, id, dice]): PushedEvent => {
    if (dice === 0) return { ...bulletinDrop(name), id: numbered('p', id) };
    return planned(name, numbered('p', id), dice < 3 ? { release: dice === 1 ? 'H1' : 'H2' } : 'at-once');
  });

/** The clock has come between the instants that releases are promised for. */
export const TICKED_AT = Date.UTC(2020, 6, 14, 12);

/** Schedulings that stand, move with a reason, or move without one, which is refused. */
const releases = fc
  .tuple(fc.constantFrom('H1', 'H2'), fc.constantFrom('14', '15'), ids, fc.integer({ min: 0, max: 4 }))
  .map(([name, day, id, dice]): PushedEvent => {
    if (dice === 0) return { ...releaseCancellation(name), id: numbered('r', id % 12) };
    const reason = dice === 1 && { reason: 'late' };
    return {
      ...release(name, { at: `2020-07-${day}T10:00:00+08:00`, ...reason }),
      id: numbered('r', id % 12),
    };
  });

/** Rules of each kind, by name. */
const RULES: Readonly<Record<string, readonly Record<string, unknown>[]>> = {
  'A-above': [{ threshold: '10' }, { threshold: '20' }, { threshold: '10', since: 'beginning' }],
  'A-below': [
    { kind: 'growth-below', threshold: '20' },
    { kind: 'growth-below', threshold: '0', since: 'beginning' },
  ],
  'A-flip': ['last', 'first', 'period-before'].map((against) => ({ kind: 'sign-flip', against })),
  'A-revised': [
    { kind: 'revision', member: 'level', against: 'last', than: '1' },
    { kind: 'revision', member: 'growth', against: 'first', than: '1' },
  ],
  'A-record': [
    { kind: 'record-high', atLeast: 1 },
    { kind: 'record-low', atLeast: 1, since: 'beginning' },
  ],
  'A-conflict': [
    { kind: 'conflict' },
    { kind: 'conflict', since: 'beginning' },
    { kind: 'conflict', series: { within: ['CN-41'], domain: 'customs' } },
    { kind: 'conflict', series: { domain: 'platform' }, since: 'beginning' },
  ],
  'A-silent': [
    { kind: 'silence', series: undefined, publisher: 'GACC', grace: 'PT1M' },
    { kind: 'silence', series: undefined },
  ],
};

/** The kind of each rule, as far as its name says it; records are of either. */
export const KINDS: ReadonlyMap<string, string> = new Map(
  Object.entries(RULES).map(([rule, [first = {}]]) => [rule, String(first['kind'] ?? 'growth-above')]),
);

const alertRules = fc
  .tuple(fc.constantFrom(...Object.keys(RULES)), fc.nat(), ids, fc.integer({ min: 0, max: 3 }))
  .map(([rule, choice, id, dice]): PushedEvent => {
    const of = RULES[rule] ?? [];
    const members = { threshold: undefined, ...of[choice % of.length] };
    return { ...(dice === 0 ? alertDrop(rule) : alertRule(rule, members)), id: `${rule}-${String(id)}` };
  });

const sentences = fc
  .tuple(
    fc.constantFrom('S-1', 'S-2'),
    fc.constantFrom(...CUSTOMS),
    fc.constantFrom('10', '21'),
    ids,
    fc.integer({ min: 0, max: 4 }),
  )
  .map(([name, of, digits, id, dice]): PushedEvent => {
    const uses = ['reported', 'computed'].map((side) => ({
      ...{ key: `${of}/2020`, member: `growth.GY.${side}`, digits },
    }));
    return {
      ...(dice === 0 ? sentenceDrop(name) : printedSentence(name, { uses: [uses[id % 2]] })),
      id: numbered('s', id % 10),
    };
  });

/** A push and the door that it is meant for. */
export interface RandomPush {
  readonly feed: Feed;
  readonly events: readonly PushedEvent[];
}

const some = (of: fc.Arbitrary<PushedEvent>) => fc.array(of, { minLength: 1, maxLength: 12 });

/** Pushes to each door, of all that is rehearsed. */
export const pushes: fc.Arbitrary<RandomPush> = fc.oneof(
  {
    weight: 4,
    arbitrary: some(
      fc.oneof({ weight: 6, arbitrary: figures }, { weight: 2, arbitrary: withdrawals }, claims),
    ).map((events) => ({ feed: 'customs-feed' as const, events })),
  },
  {
    weight: 1,
    arbitrary: some(fc.oneof(shopFigures, figures, withdrawals)).map((events) => ({
      feed: 'platform-sales' as const,
      events,
    })),
  },
  {
    weight: 4,
    arbitrary: some(
      fc.oneof(
        { weight: 1, arbitrary: fc.oneof(notices, statements, statementWithdrawals) },
        { weight: 1, arbitrary: orders },
        { weight: 1, arbitrary: releases },
        { weight: 2, arbitrary: alertRules },
        { weight: 1, arbitrary: sentences },
      ),
    ).map((events) => ({ feed: 'policy-notice' as const, events })),
  },
);

const told = (id: string, value: string, publishedAt = '2020-07-14'): PushedEvent => ({
  ...figure(ZONE, '2020-S1', { value, publishedAt }),
  id,
});

/** A run that has each outcome and each kind of version: random runs may lack one. */
export const EACH_KIND: readonly RandomPush[] = [
  { feed: 'customs-feed', events: [told('one', '100'), told('one', '100'), told('one', '90')] },
  { feed: 'customs-feed', events: [told('two', '110', '2021-02-03')] },
  { feed: 'customs-feed', events: [{ ...withdrawal('three'), id: 'early' }, told('three', '120')] },
  { feed: 'customs-feed', events: [told('five', '100', '2021-03'), told('six', '90', '2021-03')] },
  { feed: 'policy-notice', events: [{ ...bulletinDrop('b-zone'), id: 'drop' }] },
];

const PRINTED_USE = { key: `${String(CUSTOMS[0])}/2020`, member: 'growth.GY.reported', digits: '21' };

/** States of alerts that each run has seen: those of the fixed example. */
export const SEEN_OF_ALERTS = ['conflict firing'];

/** All bulletins, and a rule of each kind, so that later pushes change what they tell and say. */
export const FIRST_PLANS: RandomPush = {
  feed: 'policy-notice',
  events: [
    ...PLANS.map((name) => planned(name, `first-${name}`)),
    ...Object.entries(RULES).map(([rule, [first = {}]]): PushedEvent => ({
      ...alertRule(rule, { threshold: undefined, ...first }),
      id: `first-${rule}`,
    })),
    { ...printedSentence('S-1', { uses: [PRINTED_USE] }), id: 'first-S-1' },
  ],
};
