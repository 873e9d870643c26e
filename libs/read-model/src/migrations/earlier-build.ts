import type { QueryRunner } from 'typeorm';
import { EarlierBuild } from '../errors.ts';
import { BASELINE, timeOf } from './sql-migration.ts';

/** @throws EarlierBuild where migrations have run that the baseline took the place of */
export async function refuseEarlierBuild(runner: Pick<QueryRunner, 'query'>): Promise<void> {
  const [table] = (await runner.query(`select to_regclass('migrations') as migrations`)) as {
    migrations: string | null;
  }[];
  if (!table?.migrations) return;
  const [earlier] = (await runner.query(
    'select name from migrations where "timestamp" < $1 order by "timestamp" desc limit 1',
    [timeOf(BASELINE)],
  )) as { name: string }[];
  if (earlier) throw new EarlierBuild(earlier.name);
}
