import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** Drops foreign keys to series from the tables that each batch writes. */
export class HotTables1700000000004 implements MigrationInterface {
  readonly name = 'HotTables1700000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runStatements(runner, SQL);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const SQL = /* sql */ `
-- A series is registered in the same transaction, or before it, and is never taken away. Checking that again for each row
-- locked the series' rows, which is writing to them.
alter table change drop constraint change_series_id_fkey;
alter table growth_state drop constraint growth_state_series_id_fkey;
alter table sale_total drop constraint sale_total_series_id_fkey;
`;
