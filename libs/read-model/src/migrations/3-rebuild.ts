import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** Withdrawals act on their own topic only; audit rows of rebuilds. */
export class Rebuild1700000000003 implements MigrationInterface {
  readonly name = 'Rebuild1700000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runStatements(runner, SQL);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const SQL = /* sql */ `
-- A withdrawal that came by another topic than what it names must not stand in the way of the right one.
alter table withdrawal add column topic text collate "C";
update withdrawal w set topic = e.topic from event e where e.event_id = w.event_id;
alter table withdrawal alter column topic set not null;
alter table withdrawal drop constraint withdrawal_pkey;
alter table withdrawal add primary key (ref_source, ref_id, topic);

-- One row for each time that the read model was built again from the log and switched.
create table rebuild (
  rebuild_id     bigint generated always as identity primary key,
  reason         text   not null,
  actor          text   not null,
  begun_at       timestamptz not null,
  switched_at    timestamptz not null default clock_timestamp(),
  digest_before  text   not null,
  digest         text   not null,
  after_sequence bigint not null,              -- the log before the switch; versions of the rebuild lie behind it
  changes        bigint not null               -- how many versions it made
);
`;
