import { writeFaults } from '@silkgauge/access';
import {
  checkEvent,
  mayWriteSeries,
  type Pusher,
  type SeriesDimensions,
  type SeriesPattern,
} from '@silkgauge/contract';
import { figure, withdrawal, type SpecEvent } from '@silkgauge/testing';
import fc from 'fast-check';

const SERIES = [
  'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY',
  'GACC.CN-HA.CBEC.PLATFORM._T._T._T._T.CNY',
  'EVIL.CN.CBEC.PLATFORM._T._T._T._T.CNY',
] as const;

const patterns: fc.Arbitrary<readonly SeriesPattern[]> = fc.array(
  fc.record(
    {
      reporter: fc.subarray(['GACC', 'EVIL', 'GA*', 'E*'], { minLength: 1 }),
      area: fc.subarray(['CN', 'CN-*'], { minLength: 1 }),
    },
    { requiredKeys: [] },
  ),
  { maxLength: 2 },
);

/** One event of a sequence: whose key pushes it, to which series, and which event of the sequence it names. */
const step = fc.record({
  key: fc.nat(2),
  kind: fc.constantFrom('figure' as const, 'claim' as const, 'withdrawal' as const, 'correction' as const),
  series: fc.nat(SERIES.length - 1),
  names: fc.nat(7),
});

/** Rights of three keys, and what they push in order. */
export const sequences = fc.record({
  keys: fc.tuple(patterns, patterns, patterns),
  steps: fc.array(step, { minLength: 1, maxLength: 8 }),
});
type Sequence = typeof sequences extends fc.Arbitrary<infer T> ? T : never;

export interface PushedEvent {
  readonly id: string;
  readonly by: Pusher;
  readonly event: SpecEvent;
  /** Of a print or claim. */
  readonly series: SeriesDimensions | null;
  /** Id of the event that a withdrawal names. */
  readonly names: string | null;
}

const idAt = (at: number): string => `e${String(at)}`;

const claimOf = (series: string): Omit<SpecEvent, 'id'> => {
  const { series: dimensions } = figure(series, '2020-S1', {}).data as { series: object };
  const data = {
    ...{ series: dimensions, period: '2020-S1', direction: 'up', publishedAt: '_U' },
    evidence: { document: 'https://example.org/c', quote: 'growing rapidly' },
  };
  return { type: 'silkgauge.claim.reported.v1', key: series, data };
};

function eventOf({ kind, series, names }: Sequence['steps'][number], at: number): SpecEvent {
  const key = SERIES[series] ?? SERIES[0];
  const named = { source: '/spec', id: idAt(names) };
  switch (kind) {
    case 'figure':
      return figure(key, '2020-S1', { value: String(100 + at) });
    case 'correction':
      return figure(key, '2020-S1', { value: String(100 + at), corrects: named });
    case 'claim':
      return claimOf(key);
    case 'withdrawal':
      return withdrawal(named.id);
  }
}

/** What the door lets through of a sequence, with who pushed it. */
export function throughDoor({ keys, steps }: Sequence): readonly PushedEvent[] {
  return steps.flatMap((one, at): PushedEvent[] => {
    const id = idAt(at);
    const event = { ...eventOf(one, at), id };
    const { type, data } = event;
    const checked = checkEvent({ specversion: '1.0', source: '/spec', id, type, data });
    const rights = { types: ['*'], sources: ['*'], series: keys[one.key] ?? [], names: ['*'] };
    if (!checked.ok || writeFaults(rights, checked.event).length > 0) return [];
    const by = { name: `KEY${String(one.key)}`.padEnd(12, '0'), write: rights };
    const { series } = checked.event as { series?: SeriesDimensions };
    const names = one.kind === 'withdrawal' ? idAt(one.names) : null;
    return [{ id, by, event: { ...event, by }, series: series ?? null, names }];
  });
}

/** An event with its outcome, and the rule where it was rejected. */
export interface Told {
  readonly id: string;
  readonly outcome: string;
  readonly rule: string | null;
}

/**
 * Holds outcomes to the rights: a withdrawal that stands names nothing beyond them, one that was rejected by them does,
 * and what is withdrawn, as `withdrawn` tells by id, was withdrawn by somebody who may write to its series.
 */
export function expectWithinRights(
  pushed: readonly PushedEvent[],
  told: readonly Told[],
  withdrawn: ReadonlySet<string>,
): void {
  const byId = new Map(pushed.map((one) => [one.id, one]));
  const outcomes = new Map(told.map((one) => [one.id, one]));
  const mayAct = ({ by, names }: PushedEvent): boolean => {
    const series = byId.get(names ?? '')?.series;
    return !series || (by.write !== null && mayWriteSeries(by.write, series));
  };
  for (const one of pushed) {
    const { outcome, rule } = outcomes.get(one.id) ?? {};
    if (one.names === null) expect([one.id, outcome === 'rejected']).toEqual([one.id, false]);
    else if (outcome !== 'rejected') expect([one.id, mayAct(one)]).toEqual([one.id, true]);
    else if (rule === 'write-series') expect([one.id, mayAct(one)]).toEqual([one.id, false]);
  }
  const rightly = pushed.filter((one) => one.names !== null && byId.get(one.names)?.series && mayAct(one));
  expect([...withdrawn].sort()).toEqual([...new Set(rightly.map(({ names }) => names ?? ''))].sort());
}
