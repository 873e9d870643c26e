import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** Events under embargo, as ciphertext until the clock lifts them. */
export class Embargoed1700000000066 implements MigrationInterface {
  readonly name = 'Embargoed1700000000066';

  async up(runner: QueryRunner): Promise<void> {
    await runStatements(runner, SQL);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const SQL = /* sql */ `
create table embargoed (
  topic     text   not null,
  partition int    not null,
  "offset"  bigint not null,
  until     timestamptz,               -- the instant, or
  release   text collate "C",          -- the release whose instant it waits for
  jwe       text   not null,
  primary key (topic, partition, "offset"),
  check ((until is null) <> (release is null))
);
create index embargoed_until on embargoed (until) where until is not null;
create index embargoed_release on embargoed (release) where release is not null;
`;
