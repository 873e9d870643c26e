import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** An event under embargo whose key is not given is held for that key, and holds up no other. */
export class LockedEmbargoes1700000000069 implements MigrationInterface {
  readonly name = 'LockedEmbargoes1700000000069';

  async up(runner: QueryRunner): Promise<void> {
    await runStatements(runner, SQL);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const SQL = /* sql */ `
alter table embargoed
  add generation int,                  -- or the key of this generation, without which nobody knows what it waits for
  drop constraint embargoed_check,
  add check (num_nonnulls(until, release, generation) = 1);
`;
