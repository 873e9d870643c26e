import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** Drops index entries of figures, the most frequent rows, that no query uses. */
export class FewerIndexes1700000000007 implements MigrationInterface {
  readonly name = 'FewerIndexes1700000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runStatements(runner, SQL);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const SQL = /* sql */ `
-- Accepted deliveries are found by event_identity, refused ones by event_refused.
drop index event_delivery;
drop index event_register;

-- All figures of a series are read at once.
drop index figure_base;
`;
