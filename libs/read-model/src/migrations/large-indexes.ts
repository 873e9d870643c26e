import { setTimeout as sleep } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';
import { WORDS_INDEX } from '../queries/state-words.ts';

/** An index on a table that had rows before a migration asked for the index. */
export interface LargeIndex {
  readonly name: string;
  readonly table: string;
  /** What follows the name of the table. */
  readonly on: string;
}

/**
 * Indexes that a migration wants on tables of an earlier one. They are built after the migrations, outside of their
 * transaction, while others write: an index on a change log of ten million versions takes minutes.
 */
export const LARGE_INDEXES: readonly LargeIndex[] = [
  { name: 'change_words', table: 'change', on: WORDS_INDEX },
];

/**
 * Makes the indexes that are absent, and anew those that a build which broke off left invalid. Each is a statement of
 * its own outside of a transaction, and a table may be written meanwhile.
 */
export async function makeLargeIndexes(
  runner: Pick<QueryRunner, 'query'>,
  indexes: readonly LargeIndex[],
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
