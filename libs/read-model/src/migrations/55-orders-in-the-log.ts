import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** Versions of orders and statements, so that all that a bulletin rests on has one order. */
export class OrdersInTheLog1700000000055 implements MigrationInterface {
  readonly name = 'OrdersInTheLog1700000000055';

  async up(runner: Pick<QueryRunner, 'query'>): Promise<void> {
    await runStatements(runner, SQL);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const ACCEPTED = `e.outcome in ('applied', 'superseded')`;
const member = (name: string): string => `replace(e.data::text, '\\u0000', '\\u0001')::json #>> '{${name}}'`;
const KEY = `case when e.type like 'silkgauge.bulletin.%' then 'bulletin/' || (${member('bulletin')}) else 'alert/' || (${member('rule')}) end`;
const ORDERS = `'silkgauge.bulletin.planned.v1', 'silkgauge.bulletin.dropped.v1', 'silkgauge.alert.defined.v1', 'silkgauge.alert.dropped.v1'`;
const IDENTITY = `'{"source":' || to_json(source)::text || ',"id":' || to_json(id)::text`;

const SQL = /* sql */ `
alter table register_version drop constraint register_version_kind_check;
alter table register_version add constraint register_version_kind_check
  check (kind in ('notice', 'claim', 'order', 'statement'));

-- Nobody else takes sequences meanwhile.
select last from change_cursor for update;

-- First versions of the orders that stand and of the statements, in the order of their events.
insert into register_version (sequence, kind, key, version, known_at, document)
select c.last + row_number() over (order by t.event_id), t.kind, t.key, 1, t.known_at, t.document
from (
  select event_id, 'order' as kind, key, known_at,
    ${IDENTITY} || ',"dropped":' || is_dropped || ',"version":' || given || ',"data":' || data || '}' as document
  from (
    select distinct on (key) *, count(*) filter (where not is_dropped) over (partition by key) as given
    from (
      select e.event_id, e.source, e.id, e.known_at, e."offset", e.data::text as data, ${KEY} as key,
        e.type like '%.dropped.v1' as is_dropped
      from event e where e.type in (${ORDERS}) and ${ACCEPTED}) ordered
    order by key, "offset" desc) newest
  union all
  select event_id, 'statement', source || '#' || id, known_at,
    ${IDENTITY} || ',"withdrawn":' || withdrawn || ',"data":' || data || '}'
  from (
    select e.event_id, e.source, e.id, e.data::text as data, w.known_at is not null as withdrawn,
      greatest(e.known_at, w.known_at) as known_at
    from event e
    left join lateral (
      select x.known_at from withdrawal w join event x on x.event_id = w.event_id
      where w.ref_source = e.source and w.ref_id = e.id and w.topic = e.topic order by w.event_id limit 1) w on true
    where e.type = 'silkgauge.statement.attributed.v1' and ${ACCEPTED}) stated
) t cross join change_cursor c;
update change_cursor
set last = last + (select count(*) from register_version where kind in ('order', 'statement'));
`;
