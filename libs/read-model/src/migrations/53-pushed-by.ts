import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** Keeps who pushed an event at a door; null for a record that does not say, as those before this migration. */
export class PushedBy1700000000053 implements MigrationInterface {
  readonly name = 'PushedBy1700000000053';

  async up(runner: QueryRunner): Promise<void> {
    await runStatements(runner, 'alter table event add column pushed_by text;');
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}
