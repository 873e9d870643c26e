import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** Keeps who pushed an event under embargo, by whom what is held is counted, and for whose releases it may wait. */
export class HeldBy1700000000070 implements MigrationInterface {
  readonly name = 'HeldBy1700000000070';

  async up(runner: QueryRunner): Promise<void> {
    await runStatements(runner, SQL);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const SQL = /* sql */ `
alter table embargoed
  add column pushed_by text collate "C" not null default '',
  add column publishers json;          -- codes, or their beginnings and a star; null: any
`;
