import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** The desk writes nothing into a database that was put back, as partitions do not: its topics are looked at first. */
export class DeskKnows1700000000071 implements MigrationInterface {
  readonly name = 'DeskKnows1700000000071';

  async up(runner: QueryRunner): Promise<void> {
    await runStatements(runner, SQL);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const SQL = /* sql */ `
create trigger known_server before update on desk_position
  for each statement execute function require_known_server();
`;
