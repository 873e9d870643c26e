import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is a member of the consumer group, and by which lock it can be seen whether its process lives. */
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
  // Of the advisory lock that the member's session holds; the numbers begin again when they are used up.
  'create sequence group_member_key as int cycle',
  `create table group_member (
     member_id text primary key,  -- as the broker knows it
     group_id text not null,
     key int not null
   )`,
];
