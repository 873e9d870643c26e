import fc from 'fast-check';
import type { ReleaseSchedule } from '@silkgauge/contract';
import type { ReleaseFacts, ReleaseOpening, ReleaseOrder, ReleasePrint } from './release-facts.ts';
import { keeps } from './kept-promises.ts';
import { releaseAsOf, releaseVersions } from './versions.ts';

const ZERO = Date.UTC(2020, 6, 14, 2);
/** Seconds of the spec as an append time. */
const second = (count: number): number => ZERO + count * 1000;
const iso = (count: number): string => new Date(second(count)).toISOString();

const series = (indicator: string, reporter = 'GACC') => ({
  ...{ reporter, area: 'CN', indicator, coverage: 'PLATFORM', flow: '_T', mode: '_T', product: '_T' },
  ...{ counterpart: '_T', currency: 'CNY' },
});
const item = (indicator: string, status: ReleasePrint['status'] | null = null) => ({
  ...{ series: { indicator: [indicator] }, period: '2020-S1', status },
});
const schedule = (at: number, members: Partial<ReleaseSchedule> = {}): ReleaseSchedule => ({
  ...{ release: 'H1', publisher: 'GACC', title: 'First half', at: iso(at), zone: 'UTC', graceMs: 900_000 },
  ...{ expects: [item('CBEC'), item('GOODS')], reason: null, embargo: false, access: [] },
  ...members,
});
const scheduled = (knownAt: number, at: number, members: Partial<ReleaseSchedule> = {}): ReleaseOrder => ({
  ...{ kind: 'scheduled', knownAt: second(knownAt), schedule: schedule(at, members) },
});
const cancelled = (knownAt: number): ReleaseOrder => ({
  ...{ kind: 'cancelled', knownAt: second(knownAt), reason: 'postponed' },
});
const print = (indicator: string, knownAt: number, withdrawnAt: number | null = null): ReleasePrint => ({
  ...{ series: series(indicator), period: '2020-S1', status: 'final', knownAt: second(knownAt) },
  withdrawnAt: withdrawnAt === null ? null : second(withdrawnAt),
});
const facts = (
  orders: readonly ReleaseOrder[],
  prints: readonly ReleasePrint[] = [],
  ticks: readonly number[] = [],
  openings: readonly ReleaseOpening[] = [],
): ReleaseFacts => ({ orders, prints, ticks: ticks.map(second), openings });

/** What a reader sees of each version, as `state met/missing moved punctuality @second`. */
const told = (of: ReleaseFacts): string[] =>
  releaseVersions(of).map(
    ({ state, met, missing, moved, punctuality, knownAt }) =>
      `${state} ${String(met.length)}/${String(missing.length)} ${String(moved)} ${String(punctuality)} @${String((Date.parse(knownAt) - ZERO) / 1000)}`,
  );

describe('a release', () => {
  it('is scheduled, due by the tick of its instant, late by that of its grace, and released when all is met', () => {
    const prints = [print('CBEC', 100), print('GOODS', 2000)];
    expect(told(facts([scheduled(-500, 0)], prints, [1, 901]))).toEqual([
      'scheduled 0/2 0 null @-500',
      'due 0/2 0 null @1',
      'due 1/1 0 null @100',
      'late 1/1 0 null @901',
      'released 2/0 0 2000 @2000',
    ]);
  });

  it('is not due without a tick, and an early or a doubled tick does nothing', () => {
    expect(told(facts([scheduled(-500, 0)], [], [-1]))).toEqual(['scheduled 0/2 0 null @-500']);
    const once = told(facts([scheduled(-500, 0)], [], [0, 900]));
    expect(once).toEqual(['scheduled 0/2 0 null @-500', 'due 0/2 0 null @0', 'late 0/2 0 null @900']);
    expect(told(facts([scheduled(-500, 0)], [], [0, -3, 0, 450, 900, 901, 900]))).toEqual(once);
  });

  it('one tick settles all that is due at or before it', () => {
    expect(told(facts([scheduled(-500, 0)], [], [5000]))).toEqual([
      'scheduled 0/2 0 null @-500',
      'late 0/2 0 null @5000',
    ]);
  });

  it('published early is released, with a punctuality below zero', () => {
    expect(told(facts([scheduled(-500, 0)], [print('CBEC', -60), print('GOODS', -30)], [0])).at(-1)).toBe(
      'released 2/0 0 -30 @-30',
    );
  });

  it('is met by prints that became known after the scheduling alone', () => {
    const old = [print('CBEC', -501), print('GOODS', -500)];
    expect(told(facts([scheduled(-500, 0)], old))).toEqual(['scheduled 1/1 0 null @-500']);
  });

  it('is met by the prints of its publisher, of its series, period and status alone', () => {
    const good = print('CBEC', 10);
    const one = scheduled(-500, 0, { expects: [item('CBEC', 'final')] });
    const others = [
      { ...good, series: series('CBEC', 'MOFCOM') },
      { ...good, series: series('PARCELS') },
      { ...good, period: '2020-Q2' },
      { ...good, status: 'preliminary' as const },
    ];
    expect(told(facts([one], others))).toEqual(['scheduled 0/1 0 null @-500']);
    expect(told(facts([one], [...others, good]))).toHaveLength(2);
    const wide = { series: { indicator: ['CB*'], area: ['US', 'CN'] }, period: '2020-S1', status: null };
    expect(keeps(wide, good)).toBe(true);
    expect(keeps({ ...wide, series: { area: ['C'] } }, good)).toBe(false);
  });

  it('misses a print again that is withdrawn, until another one stands', () => {
    const prints = [print('CBEC', 10, 1000), print('CBEC', 2000), print('GOODS', 20)];
    expect(told(facts([scheduled(-500, 0)], prints, [0, 900]))).toEqual([
      'scheduled 0/2 0 null @-500',
      'due 0/2 0 null @0',
      'due 1/1 0 null @10',
      'released 2/0 0 20 @20',
      'late 1/1 0 null @1000',
      'released 2/0 0 2000 @2000',
    ]);
  });

  it('that moves waits for its new instant, and tells how often it moved, and why', () => {
    const orders = [scheduled(-500, 0), scheduled(100, 3600, { reason: 'A holiday' })];
    expect(told(facts(orders, [], [0, 900, 3600]))).toEqual([
      'scheduled 0/2 0 null @-500',
      'due 0/2 0 null @0',
      'scheduled 0/2 1 null @100',
      'due 0/2 1 null @3600',
    ]);
    expect(releaseVersions(facts(orders)).at(-1)?.reason).toBe('A holiday');
  });

  it('that is told anew for the same instant has not moved, and keeps the prints that met it', () => {
    const orders = [scheduled(-500, 0), scheduled(100, 0, { title: 'First half of the year' })];
    expect(told(facts(orders, [print('CBEC', 10), print('GOODS', 20)]))).toEqual([
      'scheduled 0/2 0 null @-500',
      'scheduled 1/1 0 null @10',
      'released 2/0 0 20 @20',
      'released 2/0 0 20 @100',
    ]);
  });

  it('that is cancelled stays so, and begins again where it is scheduled again', () => {
    const prints = [print('CBEC', 10), print('GOODS', 200), print('CBEC', 400)];
    const orders = [scheduled(-500, 0), cancelled(100), scheduled(300, 3600, { reason: 'Found' })];
    expect(told(facts(orders, prints, [0]))).toEqual([
      'scheduled 0/2 0 null @-500',
      'due 0/2 0 null @0',
      'due 1/1 0 null @10',
      'cancelled 1/1 0 null @100',
      'cancelled 2/0 0 null @200',
      'scheduled 0/2 1 null @300',
      'scheduled 1/1 1 null @400',
    ]);
  });

  it('that was never scheduled is none', () => {
    expect(told(facts([cancelled(0)], [print('CBEC', 1)], [2]))).toEqual([]);
  });

  it('is known as of an instant', () => {
    const one = facts([scheduled(-500, 0)], [], [1]);
    expect(releaseAsOf(one, second(-501))).toBeUndefined();
    expect(releaseAsOf(one, second(0))?.state).toBe('scheduled');
    expect(releaseAsOf(one, second(1))?.state).toBe('due');
  });
});

const SPAN = 60;
const instants = fc.integer({ min: 0, max: SPAN });
const anyPrint = fc
  .tuple(fc.constantFrom('CBEC', 'GOODS', 'PARCELS'), instants, fc.option(instants, { nil: null }))
  .map(([indicator, knownAt, withdrawnAt]) => print(indicator, knownAt, withdrawnAt));
const anyOrder = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(instants, instants, fc.integer({ min: 0, max: 10 }))
      .map(([knownAt, at, grace]) => scheduled(knownAt, at, { graceMs: grace * 1000 })),
  },
  { weight: 1, arbitrary: instants.map(cancelled) },
);
const anyFacts = fc
  .tuple(
    fc.array(anyOrder, { maxLength: 5 }),
    fc.array(anyPrint, { maxLength: 8 }),
    fc.array(instants, { maxLength: 6 }),
  )
  .map(([orders, prints, ticks]) =>
    facts(
      orders.toSorted((a, b) => a.knownAt - b.knownAt),
      prints,
      ticks,
    ),
  );

/** The state at an instant, by the words of the definition: what is known by then, looked at anew. */
function plainly({ orders, prints, ticks }: ReleaseFacts, now: number): string | null {
  const known = orders.filter(({ knownAt }) => knownAt <= now);
  const newest = known.at(-1);
  const said = known.flatMap((order) => (order.kind === 'scheduled' ? [order] : []));
  const standing = said.at(-1);
  if (!newest || !standing) return null;
  const lastGone = known
    .slice(0, known.lastIndexOf(standing))
    .findLastIndex((order) => order.kind === 'cancelled');
  const begun = known.slice(lastGone + 1).find((order) => order.kind === 'scheduled');
  const promised = Date.parse(standing.schedule.at);
  const sinces = standing.schedule.expects.map((wanted) =>
    Math.min(
      ...prints
        .filter((one) => keeps(wanted, one) && one.knownAt >= (begun?.knownAt ?? 0) && one.knownAt <= now)
        .filter(({ withdrawnAt }) => withdrawnAt === null || withdrawnAt > now)
        .map(({ knownAt }) => knownAt),
    ),
  );
  const clock = Math.max(...ticks.filter((tick) => tick <= now));
  const isWhole = sinces.every((since) => since < Infinity);
  if (newest.kind === 'cancelled') return 'cancelled';
  if (isWhole) return `released ${String((Math.max(...sinces) - promised) / 1000)}`;
  if (clock >= promised + standing.schedule.graceMs) return 'late';
  return clock >= promised ? 'due' : 'scheduled';
}

describe('versions of a release', () => {
  it('say at each instant what its definition says then, over random orders, moves, prints, withdrawals and ticks', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyFacts, (one) => {
        for (let count = 0; count <= SPAN; count += 1) {
          const version = releaseAsOf(one, second(count));
          const { state, punctuality } = version ?? {};
          const said = state === 'released' ? `released ${String(punctuality)}` : (state ?? null);
          expect(said).toBe(plainly(one, second(count)));
          if (state) seen.add(state);
        }
      }),
      { numRuns: 300 },
    );
    expect([...seen].sort()).toEqual(['cancelled', 'due', 'late', 'released', 'scheduled']);
  });

  it('are the same in whatever order prints and ticks arrive, and count up with no gap', () => {
    fc.assert(
      fc.property(anyFacts, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (one, dice) => {
        const shuffled = <Item>(list: readonly Item[]): Item[] =>
          list
            .map((entry) => ({ entry, at: dice.next().value ?? 0 }))
            .sort((a, b) => a.at - b.at)
            .map(({ entry }) => entry);
        const versions = releaseVersions(one);
        expect(releaseVersions({ ...one, prints: shuffled(one.prints), ticks: shuffled(one.ticks) })).toEqual(
          versions,
        );
        expect(versions.map(({ version }) => version)).toEqual(versions.map((_, place) => place + 1));
        const known = versions.map(({ knownAt }) => Date.parse(knownAt));
        expect(known).toEqual(known.toSorted((a, b) => a - b));
      }),
    );
  });

  it('are the same with any tick twice, and with any more that come before the instant or while nothing is due', () => {
    fc.assert(
      fc.property(anyFacts, fc.array(instants, { maxLength: 5 }), (one, more) => {
        const waits = one.orders.flatMap((order) => {
          if (order.kind === 'cancelled') return [];
          const at = Date.parse(order.schedule.at);
          return [at, at + order.schedule.graceMs];
        });
        // A tick that no instant lies between and the next tick before it settles nothing new.
        const idle = more
          .map(second)
          .filter((tick) =>
            waits.every(
              (wait) => wait > tick || one.ticks.some((before) => before >= wait && before <= tick),
            ),
          );
        expect(releaseVersions({ ...one, ticks: [...one.ticks, ...one.ticks, ...idle] })).toEqual(
          releaseVersions(one),
        );
      }),
    );
  });
});

describe('early access', () => {
  const press = { name: 'Press office', role: 'press', from: iso(-100), sha256: 'a'.repeat(64) };
  const wire = { name: 'Wire', role: 'agency', from: iso(-50), sha256: 'b'.repeat(64) };
  const open = { access: [press, wire] };
  const opening = (name: string, role: string, knownAt: number): ReleaseOpening => ({
    ...{ name, role, knownAt: second(knownAt) },
  });
  const PRESS = (at: number) => opening('Press office', 'press', at);
  const toldOf = (of: ReleaseFacts) =>
    releaseVersions(of).map(({ state, knownAt, opened }) => [
      `${state} @${String((Date.parse(knownAt) - ZERO) / 1000)}`,
      ...(opened ?? []).map(
        ({ name, role, first, times }) =>
          `${name} ${role} ${String((Date.parse(first) - ZERO) / 1000)} ${String(times)}`,
      ),
    ]);

  it('is told at once with name, role and from, and no version has a digest', () => {
    const versions = releaseVersions(facts([scheduled(-500, 0, open)], [], [1], [PRESS(-60)]));
    expect(versions[0]?.access).toEqual([
      { name: 'Press office', role: 'press', from: iso(-100) },
      { name: 'Wire', role: 'agency', from: iso(-50) },
    ]);
    expect(JSON.stringify(versions)).not.toMatch(/sha256|aaaa|bbbb/);
    const nobody = releaseVersions(facts([scheduled(-500, 0)]));
    expect(Object.keys(nobody[0] ?? {})).not.toContain('access');
  });

  it('has its uses told from the lifting on, each name with its first and how often; before, no version tells of them', () => {
    const uses = [PRESS(-90), opening('Wire', 'agency', -40), PRESS(-30)];
    const all = facts([scheduled(-500, 0, open)], [], [3], uses);
    expect(toldOf(all)).toEqual([
      ['scheduled @-500'],
      ['due @3', 'Press office press -90 2', 'Wire agency -40 1'],
    ]);
    const before = releaseAsOf(all, second(2));
    expect(JSON.stringify(before)).toBe(
      JSON.stringify(releaseAsOf(facts([scheduled(-500, 0, open)], [], [3]), second(2))),
    );
  });

  it('is told at the lifting of a release that was released before its instant', () => {
    const prints = [print('CBEC', -60), print('GOODS', -30)];
    expect(toldOf(facts([scheduled(-500, 0, open)], prints, [0], [PRESS(-90)])).slice(-2)).toEqual([
      ['released @-30'],
      ['released @0', 'Press office press -90 1'],
    ]);
  });

  it('that was used as the lifting came is told as soon as it is known', () => {
    expect(toldOf(facts([scheduled(-500, 0, open)], [], [0], [PRESS(-90), PRESS(1)]))).toEqual([
      ['scheduled @-500'],
      ['due @0', 'Press office press -90 1'],
      ['due @1', 'Press office press -90 2'],
    ]);
  });

  it('of a release that moves is told at its new lifting, even of those who have none any more', () => {
    const orders = [scheduled(-500, 0, open), scheduled(-20, 100, { access: [wire], reason: 'late' })];
    expect(toldOf(facts(orders, [], [0, 100], [PRESS(-90), opening('Wire', 'agency', -10)]))).toEqual([
      ['scheduled @-500'],
      ['scheduled @-20'],
      ['due @100', 'Press office press -90 1', 'Wire agency -10 1'],
    ]);
  });

  it('stays told where a release is scheduled anew, and later uses wait for the next lifting', () => {
    const orders = [scheduled(-500, 0, open), scheduled(20, 100, { ...open, reason: 'again' })];
    expect(toldOf(facts(orders, [], [0, 100], [PRESS(-90), PRESS(50)]))).toEqual([
      ['scheduled @-500'],
      ['due @0', 'Press office press -90 1'],
      ['scheduled @20', 'Press office press -90 1'],
      ['due @100', 'Press office press -90 2'],
    ]);
  });

  it('of a cancelled release is told by no tick', () => {
    const orders = [scheduled(-500, 0, open), cancelled(-20)];
    expect(toldOf(facts(orders, [], [0], [PRESS(-90)]))).toEqual([['scheduled @-500'], ['cancelled @-20']]);
  });
});
