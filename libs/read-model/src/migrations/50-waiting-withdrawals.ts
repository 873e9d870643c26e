import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** Keeps each withdrawal, and its record while the named event is unknown: such a withdrawal may be refused. */
export class WaitingWithdrawals1700000000050 implements MigrationInterface {
  readonly name = 'WaitingWithdrawals1700000000050';

  async up(runner: QueryRunner): Promise<void> {
    await runStatements(runner, SQL);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const SQL = /* sql */ `
-- One row for each withdrawal: all of an event are refused together.
alter table withdrawal drop constraint withdrawal_pkey;
alter table withdrawal add primary key (event_id);
create index withdrawal_ref on withdrawal (ref_source, ref_id);

-- The record as delivered, for its dead letter. Null once the event is known, and of rows from before.
alter table withdrawal add column key bytea, add column value bytea, add column headers json;
`;
