import type { Domain } from '@silkgauge/contract';
import type { RecordBatch } from '@silkgauge/kafka';
import type { Outcome as RecordOutcome } from '@silkgauge/read-model';
import type { Applied } from '../applied.ts';
import { appendTime, type ClassifiedRecord } from '../classify.ts';
import type { Outcome, Reads, Unit } from '../store/store.ts';
import { writeOutcome, type Written } from '../write-outcome.ts';
import { decideFacts } from './decide-facts.ts';
import type { Decisions } from './decisions.ts';
import { openLedger, type FactsLedger } from './facts-ledger.ts';
import type { Worlds } from './worlds.ts';

export interface AppliedFacts extends Applied, Written {}

/** A batch of facts and who it comes from. */
export interface Facts {
  readonly batch: RecordBatch;
  readonly records: readonly ClassifiedRecord[];
  /** Where a series first seen on this topic will belong; null where no figures come. */
  readonly domain: Domain | null;
}

/** What facts are worked out on. */
export interface WorkedOn {
  readonly worlds: Worlds;
  /** Of the batch before, where the database does not show it yet. */
  readonly before: FactsLedger | null;
  /** Bytes of documents that several records together may write. */
  readonly mostWritten: number;
}

/** What a batch comes to, before it is written. */
export interface DecidedFacts {
  readonly ledger: FactsLedger;
  readonly decisions: Decisions;
}

/**
 * Keeps away whoever must not work beside facts, holds the partition, so that whoever lost it or was already here stops before
 * anything is read, and leaves the token `token`. Returns the token of the facts before.
 *
 * @throws Overtaken when the partition has a newer owner or the batch was applied before
 */
export function beginFacts(unit: Unit, { batch, domain, records }: Facts, token: string): Promise<string> {
  const reachesSales = domain === 'platform' || records.some(isClaimOfSales);
  return unit.beginFacts(batch, { token, reachesSales });
}

/** Sales look for claims of their series only where they know of some. */
function isClaimOfSales(one: ClassifiedRecord): boolean {
  if (one.kind === 'rejected' || one.event.type !== 'silkgauge.claim.reported.v1') return false;
  return [one.event.data.series, one.event.data.comparedTo].some((series) => series?.indicator === 'SALES');
}

/**
 * Decides in memory, event by event, from what these events can reach, which is read as far as it is not remembered. Figures are
 * few, so every state they touch is worked out anew from the prints: each event's effect is a version of its own, whatever
 * the batches were.
 *
 * @throws TooMuchWritten
 */
export async function workOutFacts(
  reads: Reads,
  { batch, records, domain }: Facts,
  { worlds, before, mostWritten }: WorkedOn,
): Promise<DecidedFacts> {
  const ledger = await openLedger(reads, batch.topic, records, domain, worlds, before);
  // What a single record comes to cannot be cut.
  const most = records.length > 1 ? mostWritten : Number.POSITIVE_INFINITY;
  return { ledger, decisions: await decideFacts(reads, batch, records, ledger, most) };
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

async function registerFounded(unit: Unit, { decisions, ledger }: DecidedFacts): Promise<void> {
  const founded = [...decisions.newSeries];
  if (!ledger.domain || founded.length === 0) return;
  for (const row of await unit.registerSeries(ledger.domain, founded)) {
    // Sales of the other domain founded it in this very moment: begin again, and it will be refused by rule.
    if (row.domain !== ledger.domain)
      throw new Error(`${row.key} has just been founded in the ${row.domain} domain`);
    ledger.worlds.register(row);
  }
}

/** All that is to be written; its series are registered. */
function outcomeOf({ ledger, decisions }: DecidedFacts): Outcome {
  const { events, figures, withdrawals, notices, claims, deadLetters } = decisions;
  const { topic, partition, epoch, expected, next, last } = decisions.batch;
  const rowOf = (key: string) => {
    const row = ledger.worlds.row(key);
    if (!row) throw new Error(`${key} is not registered`);
    return row;
  };
  return {
    evidence: {
      ...{ events, withdrawals, notices, claims, deadLetters },
      figures: figures.map((figure) => ({ ...figure, seriesId: rowOf(figure.seriesKey).series_id })),
    },
    advances: [{ topic, partition, epoch, expected, next, last }],
    changes: ledger.book.changes.map((change) => {
      const { series_id: seriesId, domain } = rowOf(change.seriesKey);
      return { ...change, seriesId, domain };
    }),
    registered: ledger.registered.changes,
    sales: null,
  };
}
