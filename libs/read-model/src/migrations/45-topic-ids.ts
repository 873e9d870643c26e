import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** With each position stands the id of the topic: where retention has taken the last batch, it tells another log. */
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
