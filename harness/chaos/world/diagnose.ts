import { ask } from '../../services/index.ts';
import type { Fleet } from './fleet.ts';

/** Readiness of the instances and waits of their database sessions, to explain a standstill. */
export async function diagnose(fleet: Fleet, databaseUrl: string): Promise<string> {
  const sessions = await ask<{ line: string }>(
    databaseUrl,
    `select concat_ws(' ', pid, application_name, state, wait_event, now() - xact_start, left(query, 60),
                      'behind ' || nullif(pg_blocking_pids(pid)::text, '{}')) as line
     from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`,
  ).then(
    (rows) => rows.map(({ line }) => line),
    (error: unknown) => [String(error)],
  );
  return [...(await fleet.health()), ...sessions].map((line) => `           ${line}`).join('\n');
}
