import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** Series ids become bigint, as those of events: servers that share the numbering have separate ranges. */
export class WideIds1700000000009 implements MigrationInterface {
  readonly name = 'WideIds1700000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runStatements(runner, SQL);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const SQL = /* sql */ `
-- What refers to a series is as wide as the series; the tables are written anew for it.
alter table series alter column series_id type bigint;
alter table figure alter column series_id type bigint;
alter table sale_total alter column series_id type bigint;
alter table growth_state alter column series_id type bigint;
alter table change alter column series_id type bigint;
alter table thinned_fold alter column series_id type bigint;
alter table rebuilt_fold alter column series_id type bigint;
`;
