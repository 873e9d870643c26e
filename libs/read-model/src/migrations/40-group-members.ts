import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Members of the consumer group, with the advisory lock that shows whether the process lives. */
export class GroupMembers1700000000040 implements MigrationInterface {
  readonly name = 'GroupMembers1700000000040';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const STATEMENTS = [
  // Second key of the member's advisory lock; numbers start again after the last one.
  'create sequence group_member_key as int cycle',
  `create table group_member (
     member_id text primary key,  -- as the broker knows it
     group_id text not null,
     key int not null
   )`,
];
