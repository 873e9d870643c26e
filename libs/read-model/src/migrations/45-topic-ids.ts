import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** Stores the topic id of each position, which identifies the log after the last batch has expired. */
export class TopicIds1700000000045 implements MigrationInterface {
  readonly name = 'TopicIds1700000000045';

  async up(runner: QueryRunner): Promise<void> {
    await runStatements(runner, SQL);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const SQL = /* sql */ `
-- Of the topic that was read. Null of positions from before, and where the broker gives none.
alter table consumer_position add column topic_id uuid;
`;
