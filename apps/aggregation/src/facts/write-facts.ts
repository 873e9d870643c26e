import type { RecordBatch } from '@silkgauge/kafka';
import type { RecordOutcome } from '@silkgauge/read-model';
import type { Applied } from '../applied.ts';
import { appendTime, type ClassifiedRecord } from '../classify.ts';
import type { Outcome, Unit } from '../store/store.ts';
import { writeOutcome, type CommittedOutcome } from '../write-outcome.ts';
import type { DecidedFacts, FactsBatch } from './work-out-facts.ts';

export interface AppliedFacts extends Applied, CommittedOutcome {}

/**
 * Keeps away whoever must not work beside facts, holds the partition, so that whoever lost it or was already here stops before
 * anything is read, and leaves the token `token`. Returns the token of the facts before.
 *
 * @throws Overtaken when the partition has a newer owner or the batch was applied before
 */
export function beginFacts(
  unit: Unit,
  { batch, domain, records }: FactsBatch,
  token: string,
): Promise<string> {
  const reachesSales = domain === 'platform' || records.some(isClaimOfSales);
  return unit.beginFacts(batch, { token, reachesSales });
}

/** Sales look for claims of their series only where they know of some. */
function isClaimOfSales(one: ClassifiedRecord): boolean {
  if (one.kind === 'rejected' || one.event.type !== 'silkgauge.claim.reported.v1') return false;
  return [one.event.data.series, one.event.data.comparedTo].some((series) => series?.indicator === 'SALES');
}

/** Registers the series that were founded and writes the outcome; `onRegistered` is called in between. */
export async function writeFacts(
  unit: Unit,
  decided: DecidedFacts,
  onRegistered: () => void,
): Promise<AppliedFacts> {
  const { decisions } = decided;
  await registerFounded(unit, decided);
  onRegistered();
  const written = await writeOutcome(unit, outcomeOf(decided), appendTimeOf(decisions.batch));
  const count = (outcome: RecordOutcome): number =>
    decisions.events.filter((event) => event.outcome === outcome).length;
  return {
    applied: count('applied') + count('superseded'),
    duplicates: count('duplicate'),
    rejected: decisions.deadLetters.length,
    changes: written.committed.length,
    ...written,
  };
}

/** Of the newest record of a batch. */
export function appendTimeOf({ records }: RecordBatch): Date {
  return appendTime({ timestamp: records.at(-1)?.timestamp ?? '0' });
}

async function registerFounded(unit: Unit, { decisions, context }: DecidedFacts): Promise<void> {
  const founded = [...decisions.newSeries];
  if (!context.domain || founded.length === 0) return;
  for (const row of await unit.registerSeries(context.domain, founded)) {
    // Sales of the other domain founded it in this very moment: begin again, and it will be refused by rule.
    if (row.domain !== context.domain)
      throw new Error(`${row.key} has just been founded in the ${row.domain} domain`);
    context.graphs.register(row);
  }
}

/** All that is to be written; its series are registered. */
function outcomeOf({ context, decisions }: DecidedFacts): Outcome {
  const { events, figures, withdrawals, notices, claims, deadLetters } = decisions;
  const { topic, partition, epoch, expected, next, last } = decisions.batch;
  const rowOf = (key: string) => {
    const row = context.graphs.row(key);
    if (!row) throw new Error(`${key} is not registered`);
    return row;
  };
  return {
    evidence: {
      ...{ events, withdrawals, notices, claims, deadLetters },
      figures: figures.map((figure) => ({ ...figure, seriesId: rowOf(figure.seriesKey).series_id })),
    },
    advances: [{ topic, partition, epoch, expected, next, last }],
    changes: context.buffer.changes.map((change) => {
      const { series_id: seriesId, domain } = rowOf(change.seriesKey);
      return { ...change, seriesId, domain };
    }),
    registered: context.registered.changes,
    sales: null,
  };
}
