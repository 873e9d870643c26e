import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** Keeps each withdrawal; with the record of one that came before its event, which may be refused yet. */
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

-- The record as delivered, for the dead letter of a withdrawal that came before its event. Null of one that came
-- after it, and of rows from before.
alter table withdrawal add column key bytea, add column value bytea, add column headers json;
`;
