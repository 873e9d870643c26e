import {
  parseInstant,
  parseSeriesKey,
  readRelease,
  type ReleaseCancelled,
  type ReleaseSchedule,
} from '@silkgauge/contract';
import type { FigureIdentity } from '@silkgauge/growth';
import {
  readOpenings,
  readOrdersOfRelease,
  readPromisedPrints,
  readFirstTicks,
  type Queryable,
  type ReleaseEventRow,
} from '@silkgauge/read-model';
import type { ReleaseFacts, ReleaseOrder, ReleasePrint } from '@silkgauge/releases';

/** What a push brings for releases, as if it came now. */
export interface PushedFacts {
  /** Accepted orders of the release, in order. */
  readonly orders: readonly ReleaseEventRow[];
  readonly prints: readonly ReleasePrint[];
  /** When the push withdraws a print, in milliseconds since 1970; null where it does not. */
  withdrawnAt(print: FigureIdentity): number | null;
}

export interface KnownUpTo {
  /** The last event that counts; null for all. Events of facts are decided one after another, in order of their ids. */
  readonly decidedBy: bigint | null;
  /** Takes the place of the grace of the release; null: it has its own. */
  readonly graceMs?: number | null;
  readonly pushed?: PushedFacts;
}

/** All that a release is worked out from, as far as it is known. */
export async function readReleaseFacts(
  db: Queryable,
  release: string,
  { decidedBy, graceMs = null, pushed = NO_PUSH }: KnownUpTo,
): Promise<ReleaseFacts> {
  const decided = await readOrdersOfRelease(db, release, decidedBy);
  const orders = ordersOf([...decided, ...pushed.orders]).map((order) =>
    order.kind === 'scheduled' && graceMs !== null
      ? { ...order, schedule: { ...order.schedule, graceMs } }
      : order,
  );
  const schedules = orders.flatMap((order) => (order.kind === 'scheduled' ? [order] : []));
  if (schedules.length === 0) return { orders: [], prints: [], ticks: [], openings: [] };
  const from = new Date(Math.min(...schedules.map(({ knownAt }) => knownAt)));
  const ticks = await readFirstTicks(
    db,
    schedules.flatMap(({ schedule }) => instantsOf(schedule)),
    decidedBy,
  );
  const prints: ReleasePrint[] = [...pushed.prints];
  for (const publisher of new Set(schedules.map(({ schedule }) => schedule.publisher))) {
    const items = schedules.flatMap(({ schedule }) =>
      schedule.publisher === publisher ? schedule.expects : [],
    );
    for (const row of await readPromisedPrints(db, { publisher, items, from, decidedBy })) {
      const series = parseSeriesKey(row.key);
      if (!series) continue;
      const print = printOf(series, row);
      prints.push({ ...print, withdrawnAt: print.withdrawnAt ?? pushed.withdrawnAt(row) });
    }
  }
  const isOpen = schedules.some(({ schedule }) => schedule.access.length > 0);
  const openings = isOpen ? await readOpenings(db, release, decidedBy) : [];
  return {
    ...{ orders, prints, ticks: ticks.map((tick) => tick.getTime()) },
    openings: openings.map(({ name, role, known_at }) => ({ name, role, knownAt: known_at.getTime() })),
  };
}

const NO_PUSH: PushedFacts = { orders: [], prints: [], withdrawnAt: () => null };

/** The schedule of an accepted order. */
export function scheduleIn(data: string): ReleaseSchedule {
  const reading = readRelease(JSON.parse(data));
  if (!reading.ok) throw new Error(`A release cannot be read: ${JSON.stringify(reading.faults)}`);
  return reading.value;
}

/** The instants at or behind which the first tick changes a release. */
function instantsOf({ at, graceMs }: ReleaseSchedule): Date[] {
  const instant = parseInstant(at) ?? Number.NaN;
  return [new Date(instant), new Date(instant + graceMs)];
}

/**
 * Orders as they were decided. One that a newer Time Zone Database would not accept any more is passed over where
 * another one stands behind it.
 * @throws Error where the newest order cannot be read
 */
function ordersOf(rows: readonly ReleaseEventRow[]): ReleaseOrder[] {
  return rows.flatMap((row, at) => {
    try {
      return [orderOf(row)];
    } catch (error) {
      if (at === rows.length - 1) throw error;
      return [];
    }
  });
}

function orderOf({ type, known_at, data }: ReleaseEventRow): ReleaseOrder {
  const knownAt = known_at.getTime();
  if (type === 'silkgauge.release.scheduled.v1')
    return { kind: 'scheduled', knownAt, schedule: scheduleIn(data) };
  const { reason } = JSON.parse(data) as ReleaseCancelled['data'];
  return { kind: 'cancelled', knownAt, reason };
}

const printOf = (
  series: ReleasePrint['series'],
  { period, status, known_at, withdrawn_at }: Awaited<ReturnType<typeof readPromisedPrints>>[number],
): ReleasePrint => ({
  ...{ series, period, status: status as ReleasePrint['status'] },
  ...{ knownAt: known_at.getTime(), withdrawnAt: withdrawn_at?.getTime() ?? null },
});
