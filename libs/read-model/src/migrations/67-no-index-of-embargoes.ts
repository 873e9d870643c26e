import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** The releases whose figures come under embargo are found among the newest orders, without an index of their own. */
export class NoIndexOfEmbargoes1700000000067 implements MigrationInterface {
  readonly name = 'NoIndexOfEmbargoes1700000000067';

  async up(runner: QueryRunner): Promise<void> {
    await runStatements(runner, SQL);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const SQL = /* sql */ `
drop index if exists register_embargo;
`;
