import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Claims by the states that they depend on, so that a changed state makes them due. */
export class Claims1700000000042 implements MigrationInterface {
  readonly name = 'Claims1700000000042';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const STATEMENTS = [
  `create table claim (
     event_id    bigint not null primary key references event,
     series      text   not null collate "C",      -- keys of the series it speaks of and compares with: nobody need know them yet
     compared_to text   collate "C",
     period      text   not null collate "C",
     due         boolean not null default true     -- its standing is to be judged anew
   )`,
  'create index claim_series on claim (series, period)',
  'create index claim_compared on claim (compared_to, period) where compared_to is not null',
  'create index claim_due on claim (event_id) where due',
  // The first judgement fills in the subjects.
  `insert into claim (event_id, series, period) select e.event_id, '', '' from event e
   where e.type = 'silkgauge.claim.reported.v1' and e.type <> 'silkgauge.figure.reported.v1' and e.outcome in ('applied', 'superseded')`,
];
