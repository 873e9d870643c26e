import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** Folds that a rebuild counted; they replace the folds of earlier versions. */
export class RebuiltFolds1700000000006 implements MigrationInterface {
  readonly name = 'RebuiltFolds1700000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runStatements(runner, SQL);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const SQL = /* sql */ `
-- One row for each version that a rebuild gave a state of sales.
create table rebuilt_fold (
  series_id int  not null references series,
  period    text not null collate "C",
  version   int  not null,
  folds     json not null,                     -- [{topic, partition, from, to, events, versions}]: what the log says is behind it
  primary key (series_id, period, version)
);

-- Sums of removed versions before a rebuild are not mixed with those after it.
alter table thinned_fold add column rebuilt_version int not null default 0;   -- the newest rebuilt one before them
alter table thinned_fold drop constraint thinned_fold_pkey;
alter table thinned_fold add primary key (series_id, period, hour, topic, partition, rebuilt_version);
`;
