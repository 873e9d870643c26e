import { periodBounds } from '@silkgauge/growth';
import { plainArray, textArray } from '../arrays.ts';
import { isDataError, Outdated, Overtaken, UnstorableData } from '../errors.ts';
import type { Queryable } from '../read-model.ts';
import type { NewChange } from './changes.ts';
import { lastBatchText, type Advance } from './positions.ts';
import { bySeriesAndPeriod, type MonthTotal, type SeriesPeriod } from './sales.ts';

/** What a batch of sales leaves of itself: its position moves, its identities are remembered. */
export interface SalesAdvance extends Advance {
  /** 16 bytes each. */
  readonly identities: Buffer;
  /** Append time of the newest of them. */
  readonly knownUntil: Date;
  /** Segments before this offset are forgotten; null where none goes. */
  readonly keepFrom: bigint | null;
}

export interface SeenTotal extends SeriesPeriod {
  readonly events: string | null;
}

/** A month that a platform may have its first sale of. */
export interface FirstSale {
  readonly platform: string;
  /** `YYYY-MM` in UTC. */
  readonly month: string;
  /** The state that counts it, by its place among the changes, from 1. */
  readonly place: number;
}

export interface SalesOutcome {
  /** The token of facts that what follows was worked out under. */
  readonly turn: string;
  readonly advances: readonly SalesAdvance[];
  /** Totals that others rest on, by their number of events; null where there was none. */
  readonly seen: readonly SeenTotal[];
  /** Totals as they are from now on, and how many events they had before; null where there was none. */
  readonly totals: readonly (MonthTotal & { readonly before: string | null })[];
  /** One version at most for each key. */
  readonly changes: readonly NewChange[];
  readonly firsts: readonly FirstSale[];
}

/** The token of the newest transaction of facts that may have touched what sales rest on. */
export async function platformTurn(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ platform: string }>({
    name: 'platform-turn',
    text: 'select platform from facts_turn',
  });
  return rows[0]?.platform ?? '';
}

/**
 * Writes what batches of sales came to, in one call, which outside of a transaction is one by itself: positions, totals,
 * identities, and last the change log with its cursor. Rows go in in order, so that two calls never deadlock. Returns the
 * last sequence; null where nothing changed.
 *
 * @throws Overtaken when a partition has a newer owner or its batch was applied before
 * @throws Outdated when facts came, totals or states changed since they were read; nothing is written, read them again
 * @throws UnstorableData
 */
export async function writeSales(db: Queryable, outcome: SalesOutcome): Promise<bigint | null> {
  const { turn, advances, seen, firsts } = outcome;
  const totals = [...outcome.totals].sort(bySeriesAndPeriod);
  const { changes } = outcome;
  const bounds = changes.map(({ period }) => periodBounds(period));
  try {
    const { rows } = await db.query<{ last: string | null }>({
      name: 'apply-sales',
      text: `select apply_sales($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
               $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31) as last`,
      values: [
        turn,
        textArray(advances.map(({ topic }) => topic)),
        plainArray(advances.map(({ partition }) => partition)),
        plainArray(advances.map(({ epoch }) => epoch)),
        plainArray(advances.map(({ expected }) => expected)),
        plainArray(advances.map(({ next }) => next)),
        plainArray(advances.map(({ identities }) => identities.length)),
        plainArray(advances.map(({ knownUntil }) => knownUntil)),
        plainArray(advances.map(({ keepFrom }) => keepFrom)),
        Buffer.concat(advances.map(({ identities }) => identities)),
        plainArray(seen.map(({ seriesId }) => seriesId)),
        plainArray(seen.map(({ period }) => period)),
        plainArray(seen.map(({ events }) => events)),
        plainArray(totals.map(({ seriesId }) => seriesId)),
        plainArray(totals.map(({ period }) => period)),
        plainArray(totals.map(({ total }) => total)),
        plainArray(totals.map(({ events }) => events)),
        plainArray(totals.map(({ units }) => units)),
        plainArray(totals.map(({ before }) => before)),
        plainArray(totals.map(({ last }) => last)),
        plainArray(changes.map(({ seriesId }) => seriesId)),
        plainArray(changes.map(({ period }) => period)),
        plainArray(bounds.map((b) => b?.start ?? null)),
        plainArray(bounds.map((b) => b?.end ?? null)),
        plainArray(changes.map(({ version }) => version)),
        plainArray(changes.map(({ knownAt }) => knownAt)),
        textArray(changes.map(({ document }) => document)),
        advances.map(({ last }) => lastBatchText(last)),
        textArray(firsts.map(({ platform }) => platform)),
        plainArray(firsts.map(({ month }) => month)),
        plainArray(firsts.map(({ place }) => place)),
      ],
    });
    const last = rows[0]?.last ?? null;
    return last === null ? null : BigInt(last);
  } catch (error) {
    throw told(error);
  }
}

/** The function's own errors by what they mean; a version that is there already is one that was not seen. */
function told(error: unknown): unknown {
  const { code, message } = error as { code?: unknown; message?: string };
  if (code === 'SG001') return new Overtaken(message, { cause: error });
  if (code === 'SG002' || code === '23505') return new Outdated(message, { cause: error });
  return isDataError(error) ? new UnstorableData(String(message), { cause: error }) : error;
}
