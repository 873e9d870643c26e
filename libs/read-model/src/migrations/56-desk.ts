import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** The desk's place in the change log, and versions of bulletins. */
export class Desk1700000000056 implements MigrationInterface {
  readonly name = 'Desk1700000000056';

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
  check (kind in ('notice', 'claim', 'order', 'statement', 'bulletin'));
alter table register_floor drop constraint register_floor_kind_check;
alter table register_floor add constraint register_floor_kind_check check (kind in ('notice', 'claim', 'bulletin'));

-- One row: the last sequence that the desk has dealt with.
create table desk_position (
  single   boolean not null primary key default true check (single),
  sequence bigint  not null
);
-- The desk begins with the first order; without one it begins at the end of the log.
insert into desk_position (sequence)
select coalesce((select min(sequence) - 1 from register_version where kind = 'order'), (select last from change_cursor), 0);
`;
