import type { GrowthFilter } from '@silkgauge/contract';
import { asFarAsFull, BUDGET } from '../budget.ts';
import type { Queryable } from '../read-model.ts';
import type { StateChange } from '../state-json.ts';
import { allOf, Conditions } from './conditions.ts';
import { casesOf, scopeIn, wordsIn } from './select-states.ts';

/** A stretch of the log, which is read from its end. */
export interface StretchBefore {
  /** Sequences from this one on. */
  readonly from: string;
  /** Sequences before this one. */
  readonly before: string;
  readonly limit: number;
  /** Reasons of the changes. */
  readonly reasons: readonly string[];
  /** Versions after the first are read whatever their documents say. */
  readonly later: boolean;
  /** Other versions are read only where their documents have one of these texts. */
  readonly texts: readonly string[];
}

const COLUMNS = 'sequence, key, domain, period, version, known_at, document';

/**
 * Changes of states that match the filter, newest first: those of a state that stood before, and versions with
 * certain texts. With fewer than `limit` rows and no full page, the result reaches `from`.
 */
export async function readRevisedChanges(
  db: Queryable,
  filter: GrowthFilter,
  { from, before, limit, reasons, later, texts }: StretchBefore,
): Promise<StateChange[]> {
  const conditions = await Conditions.of(db, filter);
  // Looking for texts takes a fraction of the time of finding all words of a document.
  const withText = texts.map((text) => `strpos(c.document, ${conditions.bind(text, 'text')}) > 0`);
  const wanted = allOf([
    `c.sequence >= ${conditions.bind(from, 'bigint')}`,
    `c.sequence < ${conditions.bind(before, 'bigint')}`,
    `(${[...(later ? ['c.version > 1'] : []), ...withText].join(' or ')})`,
    `${REASON} = any(${conditions.bind(reasons, 'text[]')})`,
  ]);
  const order = `order by sequence desc limit ${conditions.bind(limit, 'bigint')}`;
  const found = casesOf(filter).map(
    (one) => `(select c.sequence from change c join series s on s.series_id = c.series_id
      join growth_state g on g.series_id = c.series_id and g.period = c.period
      where ${allOf([wanted, wordsIn(one, conditions), scopeIn(one, conditions, 'c')])} ${order})`,
  );
  const rows = `select c.sequence, s.key, s.domain, c.period, c.version, c.known_at, c.document
    from (select sequence from (${found.join(' union ')}) matching ${order}) found
    join change c on c.sequence = found.sequence join series s on s.series_id = c.series_id order by sequence desc`;
  const text = asFarAsFull(rows, {
    columns: COLUMNS,
    size: 'octet_length(document)',
    order: 'sequence desc',
    bytes: conditions.bind(BUDGET.page, 'bigint'),
  });
  return (await db.query<StateChange>(text, conditions.values)).rows;
}

/** SQL: the reason of `change c`, as `wordsOf` finds it. */
const REASON = `split_part(split_part(c.document, ',"change":{"reason":"', 2), '"', 1)`;
