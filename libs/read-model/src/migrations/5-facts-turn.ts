import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** Token of the last transaction of facts, by which a process knows whether its memory is current. */
export class FactsTurn1700000000005 implements MigrationInterface {
  readonly name = 'FactsTurn1700000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runStatements(runner, SQL);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const SQL = /* sql */ `
create table facts_turn (
  only_row boolean primary key default true check (only_row),
  token    text    not null                    -- of the newest transaction of facts; a new one each time
);
insert into facts_turn (token) values ('');
`;
