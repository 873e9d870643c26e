import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** After a restore, versions of notices and claims continue above the published ones. */
export class RegisterFloors1700000000044 implements MigrationInterface {
  readonly name = 'RegisterFloors1700000000044';

  async up(runner: QueryRunner): Promise<void> {
    await runStatements(runner, SQL);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const SQL = /* sql */ `
-- Versions that were published and are lost: the next one of each begins above.
create table register_floor (
  kind    text not null check (kind in ('notice', 'claim')),
  key     text not null collate "C",
  version int  not null,
  primary key (kind, key)
);
`;
