import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** Versions of releases; orders of releases and ticks of the clock get places in the log. */
export class Releases1700000000060 implements MigrationInterface {
  readonly name = 'Releases1700000000060';

  async up(runner: Pick<QueryRunner, 'query'>): Promise<void> {
    await runStatements(runner, SQL);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const RELEASE = `replace(e.data::text, '\\u0000', '\\u0001')::json #>> '{release}'`;

const SQL = /* sql */ `
alter table register_version drop constraint register_version_kind_check;
alter table register_version add constraint register_version_kind_check
  check (kind in ('notice', 'claim', 'order', 'statement', 'bulletin', 'alert', 'release'));
alter table register_floor drop constraint register_floor_kind_check;
alter table register_floor add constraint register_floor_kind_check
  check (kind in ('notice', 'claim', 'bulletin', 'alert', 'release'));

-- Nobody else takes sequences meanwhile.
select last from change_cursor for update;

-- All orders of releases and all ticks, in the order of their events.
insert into register_version (sequence, kind, key, version, known_at, document)
select c.last + row_number() over (order by event_id), 'order', key, row_number() over (partition by key order by event_id),
  max(known_at) over (partition by key order by event_id),
  '{"source":' || to_json(source)::text || ',"id":' || to_json(id)::text || ',"dropped":' || is_dropped ||
    ',"version":' || count(*) filter (where not is_dropped) over (partition by key order by event_id) ||
    ',"data":' || data || '}'
from (
  select e.event_id, e.source, e.id, e.known_at, e.data::text as data, e.type like '%.cancelled.v1' as is_dropped,
    case when e.type = 'silkgauge.clock.ticked.v1' then 'clock' else 'release/' || (${RELEASE}) end as key
  from event e
  where e.type in ('silkgauge.release.scheduled.v1', 'silkgauge.release.cancelled.v1', 'silkgauge.clock.ticked.v1')
    and e.outcome in ('applied', 'superseded')) ordered
cross join change_cursor c;
update change_cursor
set last = greatest(last, coalesce((select max(sequence) from register_version), 0));
`;
