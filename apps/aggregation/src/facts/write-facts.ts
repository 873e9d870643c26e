import { appendTime, type ClassifiedRecord, type DecidedFacts, type FactsBatch } from '@silkgauge/decisions';
import type { RecordBatch } from '@silkgauge/kafka';
import type { RecordOutcome } from '@silkgauge/read-model';
import { addApplied, NOTHING_APPLIED, type Applied } from '../applied.ts';
import type { Outcome, Unit } from '../store/store.ts';
import { writeOutcome, type CommittedOutcome } from '../write-outcome.ts';

export interface AppliedFacts extends Applied, CommittedOutcome {
  /** Series of accepted records, what a tick lifted included. */
  readonly heard: readonly HeardSeries[];
}

interface HeardSeries {
  readonly seriesKey: string;
  /** Milliseconds since 1970. */
  readonly appendedAt: number;
}

export interface FactsToWrite {
  readonly decided: DecidedFacts;
  readonly records: readonly ClassifiedRecord[];
  /** Whether the caller judges claims; not by default. */
  readonly areClaimsLater?: boolean;
}

/**
 * Locks facts (and sales, if reached) and holds the partition: a former owner and a repeated batch stop
 * before any read. Stores `token`; returns the token of the last transaction of facts.
 *
 * @throws Overtaken when the partition has a newer owner or the batch was applied before
 */
export function beginFacts(
  unit: Unit,
  { batch, domain, records }: FactsBatch,
  token: string,
): Promise<string> {
  const reachesSales = domain === 'platform' || records.some((one) => isTick(one) || isClaimOfSales(one));
  return unit.beginFacts(batch, { token, reachesSales });
}

/** What a tick lifts may reach sales. */
const isTick = (one: ClassifiedRecord): boolean =>
  one.kind === 'accepted' && one.event.type === 'silkgauge.clock.ticked.v1';

/** Whether a claim names a sales series; such a claim must invalidate the memory of sales. */
function isClaimOfSales(one: ClassifiedRecord): boolean {
  if (one.kind !== 'accepted' || one.event.type !== 'silkgauge.claim.reported.v1') return false;
  return [one.event.data.series, one.event.data.comparedTo].some((series) => series?.indicator === 'SALES');
}

/** Registers founded series, calls `onRegistered`, and writes the outcome. */
export async function writeFacts(
  unit: Unit,
  { decided, records, areClaimsLater }: FactsToWrite,
  onRegistered: () => void,
): Promise<AppliedFacts> {
  const { decisions } = decided;
  await registerFounded(unit, decided);
  onRegistered();
  const knownAt = appendTimeOf(decisions.batch);
  const written = await writeOutcome(unit, outcomeOf(decided), knownAt, { areClaimsLater });
  const count = (outcome: RecordOutcome): number =>
    decisions.events.filter((event) => event.outcome === outcome).length;
  return {
    applied: count('applied') + count('superseded'),
    duplicates: count('duplicate'),
    rejected: decisions.deadLetters.length,
    changes: written.committed.length,
    heard: heardOf(records, new Set(decisions.deadLetters.map(({ offset }) => offset))),
    ...written,
  };
}

/** The series of records but for those at offsets that were refused, by their content or by a decision. */
function heardOf(records: readonly ClassifiedRecord[], refused: ReadonlySet<bigint>): HeardSeries[] {
  return records.flatMap((one) =>
    one.kind === 'accepted' && 'seriesKey' in one.event && !refused.has(one.record.offset)
      ? [{ seriesKey: one.event.seriesKey, appendedAt: Number(one.record.timestamp) }]
      : [],
  );
}

export const NOTHING_WRITTEN: AppliedFacts = {
  ...NOTHING_APPLIED,
  ...{ heard: [], committed: [], areClaimsLeft: false },
};

/** What two parts of one transaction came to. */
export function addFacts(first: AppliedFacts, second: AppliedFacts): AppliedFacts {
  return {
    ...addApplied(first, second),
    heard: [...first.heard, ...second.heard],
    committed: [...first.committed, ...second.committed],
    areClaimsLeft: first.areClaimsLeft || second.areClaimsLeft,
  };
}

/** Append time of the newest record of a batch. */
export function appendTimeOf({ records }: RecordBatch): Date {
  return appendTime({ timestamp: records.at(-1)?.timestamp ?? '0' });
}

async function registerFounded(unit: Unit, { decisions, context }: DecidedFacts): Promise<void> {
  const founded = [...decisions.newSeries];
  if (!context.domain || founded.length === 0) return;
  for (const row of await unit.registerSeries(context.domain, founded)) {
    // Sales of the other domain founded the series meanwhile. The retry refuses the figure by rule.
    if (row.domain !== context.domain)
      throw new Error(`${row.key} has just been founded in the ${row.domain} domain`);
    context.graphs.register(row);
  }
}

/** The rows to write, once their series are registered. */
function outcomeOf({ context, decisions }: DecidedFacts): Outcome {
  const { events, figures, withdrawals, refusedWithdrawals, notices, claims, deadLetters, held } = decisions;
  const { topic, partition, epoch, expected, next, last } = decisions.batch;
  const rowOf = (key: string) => {
    const row = context.graphs.row(key);
    if (!row) throw new Error(`${key} is not registered`);
    return row;
  };
  return {
    evidence: {
      ...{ events, withdrawals, refusedWithdrawals, notices, claims, deadLetters, held },
      figures: figures.map((figure) => ({ ...figure, seriesId: rowOf(figure.seriesKey).series_id })),
    },
    // The position of lifted records has moved when they came.
    advances: decisions.liftedBy ? [] : [{ topic, partition, epoch, expected, next, last }],
    changes: context.buffer.changes.map((change) => {
      const { series_id: seriesId, domain } = rowOf(change.seriesKey);
      return { ...change, seriesId, domain };
    }),
    registered: context.registered.changes,
    sales: null,
  };
}
