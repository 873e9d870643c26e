import fc from 'fast-check';
import type { Feed } from '@silkgauge/contract';
import {
  alertDrop,
  alertRule,
  bulletinDrop,
  bulletinPlan,
  figure,
  release,
  releaseCancellation,
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
  'b-each': [{ id: 'each', say: 'each', query: { area: ['CN'] }, period: '2019' }],
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

const alertRules = fc
  .tuple(fc.constantFrom('A-1', 'A-2'), fc.constantFrom('10', '20'), ids, fc.boolean())
  .map(([rule, threshold, id, isDropped]): PushedEvent => ({
    ...(isDropped ? alertDrop(rule) : alertRule(rule, { threshold })),
    id: numbered('a', id % 8),
  }));

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
    arbitrary: some(fc.oneof(notices, statements, statementWithdrawals, orders, releases, alertRules)).map(
      (events) => ({
        feed: 'policy-notice' as const,
        events,
      }),
    ),
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
  { feed: 'policy-notice', events: [{ ...bulletinDrop('b-zone'), id: 'drop' }] },
];

/** All bulletins, so that later pushes change what they tell. */
export const FIRST_PLANS: RandomPush = {
  feed: 'policy-notice',
  events: PLANS.map((name) => planned(name, `first-${name}`)),
};
