import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** Versions of alerts. */
export class Alerts1700000000058 implements MigrationInterface {
  readonly name = 'Alerts1700000000058';

  async up(runner: Pick<QueryRunner, 'query'>): Promise<void> {
    await runStatements(runner, SQL);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const SQL = /* sql */ `
alter table register_version drop constraint register_version_kind_check;
alter table register_version add constraint register_version_kind_check
  check (kind in ('notice', 'claim', 'order', 'statement', 'bulletin', 'alert'));
alter table register_floor drop constraint register_floor_kind_check;
alter table register_floor add constraint register_floor_kind_check
  check (kind in ('notice', 'claim', 'bulletin', 'alert'));
`;
