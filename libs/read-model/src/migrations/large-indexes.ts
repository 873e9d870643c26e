import { setTimeout as sleep } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';

/** An index on a table that had rows before a migration asked for the index. */
export interface LargeIndex {
  readonly name: string;
  readonly table: string;
  /** What follows the name of the table. */
  readonly on: string;
}

const WORDS = `array_remove(array_remove(array_remove(state_words(document), 'unchecked'), 'reported'), 'sales')`;

/**
 * Indexes on tables that an earlier migration made. They are built after the migrations, outside of their transaction,
 * while others write: an index on a change log of ten million versions takes minutes.
 */
export const LARGE_INDEXES: readonly LargeIndex[] = [
  {
    name: 'event_refused',
    table: 'event',
    on: `(source, id) where outcome not in ('applied', 'superseded')`,
  },
  {
    // Registers list claims, statements and notices; figures are read by series.
    name: 'event_register',
    table: 'event',
    on: `(type, event_id) where outcome in ('applied', 'superseded') and type <> 'silkgauge.figure.reported.v1'`,
  },
  // Readers ask for all series of a period. Periods of rows never change, so updates stay off these indexes.
  { name: 'growth_state_period', table: 'growth_state', on: '(period)' },
  { name: 'figure_of_period', table: 'figure', on: '(period)' },
  {
    // The words of nearly every version are left out, so that months of sales have no entries.
    name: 'change_words',
    table: 'change',
    on: `using gin ((${WORDS})) where ${WORDS} <> '{}'`,
  },
  { name: 'change_known', table: 'change', on: '(known_at, sequence)' },
  {
    // Neither column changes with a version, so updates stay within their page.
    name: 'growth_state_start',
    table: 'growth_state',
    on: `(coalesce(period_start, '-infinity'::date), period)`,
  },
  { name: 'withdrawal_ref', table: 'withdrawal', on: '(ref_source, ref_id)' },
  { name: 'embargoed_pushed_by', table: 'embargoed', on: '(pushed_by)' },
  { name: 'embargoed_generation', table: 'embargoed', on: '(generation) where generation is not null' },
];

/**
 * Makes the indexes that are absent, and anew those that a build which broke off left invalid. Each is a statement of
 * its own outside of a transaction, and a table may be written meanwhile.
 */
export async function makeLargeIndexes(
  runner: Pick<QueryRunner, 'query'>,
  indexes: readonly LargeIndex[] = LARGE_INDEXES,
): Promise<void> {
  for (const { name, table, on } of indexes) {
    const [found] = (await runner.query(
      `select i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid
       where i.indrelid = to_regclass($1) and c.relname = $2`,
      [table, name],
    )) as { valid: boolean }[];
    if (found?.valid === true) continue;
    if (found) await runner.query(`drop index concurrently ${name}`);
    await runner.query(`create index concurrently ${name} on ${table} ${on}`);
  }
}

/** Milliseconds between attempts at a lock. */
const LOOK = 200;

/** Takes an advisory lock of the session. A statement that waited for it would hold up the build of an index. */
export async function takeLock(runner: Pick<QueryRunner, 'query'>, lock: number): Promise<void> {
  for (;;) {
    const [taken] = (await runner.query('select pg_try_advisory_lock($1) as ours', [lock])) as {
      ours: boolean;
    }[];
    if (taken?.ours === true) return;
    await sleep(LOOK);
  }
}
