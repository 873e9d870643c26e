import { execFile } from 'node:child_process';
import { chownSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import pg from 'pg';
import type { EmbeddedPostgres } from './embedded-postgres.ts';

/** Statements of an operator's backup, as in `docs/operations/runbook.md`. */
export const BACKUP_STATEMENTS = {
  start: `select pg_backup_start('silkgauge', fast => true);`,
  stop: 'select labelfile from pg_backup_stop(wait_for_archive => false);',
} as const;

const run = promisify(execFile);
const dataOf = ({ dir }: EmbeddedPostgres): string => `${dir}/data`;
const backupOf = ({ dir }: EmbeddedPostgres): string => `${dir}/backup`;

/** Copies the files of a running server and returns the copy's folder. The previous copy is replaced. */
export async function takeBackup(postgres: EmbeddedPostgres): Promise<string> {
  const [data, backup] = [dataOf(postgres), backupOf(postgres)];
  rmSync(backup, { recursive: true, force: true });
  const session = new pg.Client({ connectionString: postgres.databaseUrl });
  await session.connect();
  try {
    await session.query(BACKUP_STATEMENTS.start);
    await copy(data, backup);
    const { rows } = await session.query<{ labelfile: string }>(BACKUP_STATEMENTS.stop);
    putBeside(postgres, `${backup}/backup_label`, rows[0]?.labelfile ?? '');
    await copy(`${data}/pg_wal/.`, `${backup}/pg_wal`);
    rmSync(`${backup}/postmaster.pid`, { force: true });
  } finally {
    await session.end();
  }
  return backup;
}

/** Replaces the files of a stopped server with the last backup, which the next start uses. */
export async function restoreBackup(postgres: EmbeddedPostgres): Promise<void> {
  const data = dataOf(postgres);
  rmSync(`${data}.lost`, { recursive: true, force: true });
  renameSync(data, `${data}.lost`);
  await run('cp', ['-a', backupOf(postgres), data]);
}

/** Writes a file that belongs to the server's user. */
export function putBeside(postgres: EmbeddedPostgres, path: string, text: string): void {
  const { uid, gid } = statSync(dataOf(postgres));
  writeFileSync(path, text, { mode: 0o600 });
  chownSync(path, uid, gid);
}

async function copy(from: string, to: string): Promise<void> {
  // A file that vanishes during the copy is covered by the log, which is copied last.
  await run('cp', ['-a', from, to]).catch(() => undefined);
}
