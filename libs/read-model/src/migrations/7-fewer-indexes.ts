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
-- Accepted deliveries are found by event_identity.
drop index event_delivery;
create index event_refused on event (source, id) where outcome not in ('applied', 'superseded');

-- Registers list claims, statements and notices; figures are read by series.
drop index event_register;
create index event_register on event (type, event_id)
  where outcome in ('applied', 'superseded') and type <> 'silkgauge.figure.reported.v1';

-- All figures of a series are read at once.
drop index figure_base;
`;
