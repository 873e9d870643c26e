import { newSeriesGraph, seriesIn, type StateKey } from '@silkgauge/growth';
import { parseSeriesKey } from '@silkgauge/contract';
import { statesOf, type AffectedStates } from './state-drafts.ts';

const graph = newSeriesGraph({});
const facts = seriesIn(graph, parseSeriesKey('GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY') as never);
const other = seriesIn(graph, parseSeriesKey('GACC.CN.CBEC.PLATFORM.X._T._T._T.CNY') as never);
const at = (period: string, of = facts): StateKey => ({ facts: of, period });
const tick = { source: '/t', id: 't', topic: 'clock.ticks', partition: 0, offset: '0' };
const cause = (id: string) => ({ source: '/s', id, topic: 'customs.embargoed', partition: 0, offset: '1' });

function event(id: string, own: StateKey | null, ...keys: readonly StateKey[]): AffectedStates {
  const reason = own ? 'reported' : 'withdrawn';
  const because = { reason, causes: [cause(id), tick], knownAt: new Date(0), traceparent: id } as const;
  return { keys, own, eventIndex: own ? Number(id) : null, because };
}

const told = (states: ReturnType<typeof statesOf>) =>
  states.map(({ facts: { key }, period, because: { reason, causes, traceparent }, eventIndexes }) =>
    [
      key === facts.key ? 'a' : 'b',
      period,
      reason,
      causes.map(({ id }) => id).join(),
      traceparent,
      ...eventIndexes,
    ].join(' '),
  );

it('one event affects its states in the order in which it reaches them, with a reason for its own', () => {
  expect(told(statesOf([event('1', at('2020'), at('2020'), at('2021', other), at('2021'))]))).toEqual([
    ...['a 2020 reported 1,t 1 1', 'b 2021 restated 1,t 1 1', 'a 2021 restated 1,t 1 1'],
  ]);
  expect(told(statesOf([event('1', null, at('2020'), at('2021'))]))).toEqual([
    ...['a 2020 withdrawn 1,t 1', 'a 2021 withdrawn 1,t 1'],
  ]);
});

it('several events affect a state once, because of all that reach it, and the tick is its last cause', () => {
  const events = [
    event('1', at('2020'), at('2020'), at('2021')),
    event('2', at('2021'), at('2021'), at('2020', other), at('2021')),
    event('3', null, at('2020', other)),
  ];
  expect(told(statesOf(events))).toEqual([
    'a 2020 reported 1,t 1 1',
    'a 2021 reported 1,2,t 2 1 2',
    'b 2020 withdrawn 2,3,t 3 2',
  ]);
});

it('several events affect what each of them affects alone', () => {
  const keys = ['2018', '2019', '2020', '2021'].flatMap((period) => [at(period), at(period, other)]);
  for (let seed = 1; seed < 200; seed += 1) {
    const events = Array.from({ length: 1 + (seed % 5) }, (_, index) => {
      const some = keys.filter((_key, place) => ((seed * 31 + index * 17 + place * 7) % 11) % 3 === 0);
      return event(String(index), seed % 2 ? (some[0] ?? null) : null, ...some);
    });
    const places = (states: readonly StateKey[]) =>
      [...new Set(states.map(({ facts: { key }, period }) => `${key}/${period}`))].sort();
    const alone = events.flatMap((one) => statesOf([one]));
    const together = statesOf(events);
    expect(together.length).toBe(places(together).length);
    expect(places(together)).toEqual(places(alone));
    for (const state of together) {
      const own = alone.filter(({ facts: of, period }) => of === state.facts && period === state.period);
      expect(state.because.causes.slice(0, -1)).toEqual(own.map(({ because }) => because.causes[0]));
      expect(state.eventIndexes).toEqual(own.flatMap(({ eventIndexes }) => eventIndexes));
    }
  }
});
