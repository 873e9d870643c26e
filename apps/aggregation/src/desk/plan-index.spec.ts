import type { Domain } from '@silkgauge/contract';
import { Basis } from '@silkgauge/known';
import type { LogEntry } from '@silkgauge/read-model';
import { PlanIndex } from './plan-index.ts';

const SERIES = 'SHOP.CN-HA.SALES.OWN.X._T._T.US.USD';
const at = { sequence: '1', known_at: new Date(0) };
const state = (key: string, period: string, domain: Domain = 'platform'): LogEntry => ({
  ...{ ...at, kind: null, key, period, domain },
});
const registered = (kind: 'claim' | 'notice' | 'statement', key: string): LogEntry => ({
  ...{ ...at, kind, key, period: null },
});
const basis = (set: (one: Basis) => void): Basis => {
  const one = new Basis();
  set(one);
  return one;
};

const CASES: readonly (readonly [string, (one: Basis) => void, LogEntry, LogEntry])[] = [
  [
    'a state',
    (one) => one.states.add(`${SERIES}/2020-01`),
    state(SERIES, '2020-01'),
    state(SERIES, '2020-02'),
  ],
  [
    'all periods of a series',
    (one) => one.series.add(SERIES),
    state(SERIES, '1999'),
    state(`OTHER${SERIES}`, '1999'),
  ],
  [
    'a query of one period, by codes and beginnings',
    (one) => one.queries.set('q', { query: { area: ['CN-*'], flow: ['X', 'M'] }, period: '2020' }),
    state(SERIES, '2020'),
    state(SERIES, '2021'),
  ],
  [
    'the codes of a query',
    (one) => one.queries.set('q', { query: { area: ['CN-HA'] }, period: '2020' }),
    state(SERIES, '2020'),
    state(SERIES.replace('CN-HA', 'CN-HB'), '2020'),
  ],
  [
    'the place of a query, whatever verdict it asks for',
    (one) => one.queries.set('q', { query: { within: ['CN-41'], verdict: ['conflicts'] }, period: '2020' }),
    state(SERIES, '2020'),
    state(SERIES.replace('CN-HA', 'CN-HB'), '2020'),
  ],
  [
    'the domain of a query',
    (one) => one.queries.set('q', { query: { domain: 'platform' }, period: '2020' }),
    state(SERIES, '2020'),
    state(SERIES, '2020', 'customs'),
  ],
  [
    'a later month of a platform, of a partial one',
    (one) => one.partialMonths.set('m', { platform: 'SHOP', month: '2020-01' }),
    state('SHOP.FR.SALES.OWN.X._T._T.US.EUR', '2020-02'),
    state('SHOP.FR.SALES.OWN.X._T._T.US.EUR', '2020-01'),
  ],
  [
    'a register entry of its kind',
    (one) => one.registered.add('claim /a#1'),
    registered('claim', '/a#1'),
    registered('statement', '/a#1'),
  ],
];

it.each(CASES)(
  'a plan is touched by %s that it rests on, and by nothing beside it',
  (_, set, met, missed) => {
    const index = new PlanIndex();
    index.set('B-1', basis(set));
    index.set(
      'B-2',
      basis(() => undefined),
    );
    expect([...index.touchedBy(met)]).toEqual(['B-1']);
    expect([...index.touchedBy(missed)]).toEqual([]);
    index.set('B-1', null);
    expect([...index.touchedBy(met)]).toEqual([]);
  },
);

it('what a plan rested on before does not touch it any more', () => {
  const index = new PlanIndex();
  index.set(
    'B-1',
    basis((one) => one.states.add(`${SERIES}/2020`)),
  );
  index.set(
    'B-1',
    basis((one) => one.states.add(`${SERIES}/2021`)),
  );
  expect([...index.touchedBy(state(SERIES, '2020'))]).toEqual([]);
  expect([...index.touchedBy(state(SERIES, '2021'))]).toEqual(['B-1']);
});
