import type { TopicPartition } from '@silkgauge/contract';
import type { Queryable } from '../../read-model.ts';
import { SET_ASIDE } from '../dead-letters.ts';

/*
 * Carries a read model built in `schema` over into the live one. Only differing rows are written, so that ids
 * and cursors of readers stay valid; rows are matched by natural keys, since ids of the two schemas differ.
 */

/** Carries all but states and the change log; identities of sales only for `windows`. */
export async function carryOver(
  tx: Queryable,
  schema: string,
  windows: readonly TopicPartition[],
): Promise<void> {
  await carrySeries(tx, schema);
  await carryEvents(tx, schema);
  await carryFacts(tx, schema);
  await carryClaims(tx, schema);
  await carrySales(tx, schema, windows);
  await carryLetters(tx, schema);
  await carryEmbargoed(tx, schema);
}

const DIMENSIONS = 'reporter, area, indicator, coverage, flow, mode, product, counterpart, currency';
const of = (alias: string, columns: string): string =>
  columns
    .split(', ')
    .map((column) => `${alias}.${column}`)
    .join(', ');
const set = (columns: string): string =>
  columns
    .split(', ')
    .map((column) => `${column} = b.${column}`)
    .join(', ');

/** Series are never deleted, since the change log refers to them. */
async function carrySeries(tx: Queryable, schema: string): Promise<void> {
  const columns = `domain, ${DIMENSIONS}`;
  await tx.query(
    `merge into series s
     using (select * from ${schema}.series r
            where exists (select from ${schema}.figure f where f.series_id = r.series_id)
               or exists (select from ${schema}.sale_total t where t.series_id = r.series_id)) b on b.key = s.key
     when matched and (${of('s', columns)}) is distinct from (${of('b', columns)}) then update set ${set(columns)}
     when not matched then insert (key, ${columns}) values (b.key, ${of('b', columns)})`,
  );
  await tx.query(
    `create temporary table series_pair on commit drop as
     select s.series_id as live_id, b.series_id as beside_id from ${schema}.series b join series s on s.key = b.key`,
  );
  await tx.query('create unique index on series_pair (beside_id)');
  await tx.query('analyze series_pair');
}

const EVENT =
  'source, id, type, topic, partition, "offset", known_at, outcome, rule, reason, digest, time, data, pushed_by';
const PLACE = 'topic, partition, "offset"';
/** Compared columns: json has no equality, and `superseded` depends on the order of decisions. */
const kept = (alias: string): string =>
  `${of(alias, 'source, id, type, known_at, rule, reason, digest, time')}, ${alias}.data::text,
   replace(${alias}.outcome, 'superseded', 'applied')`;

/**
 * Deletes wrong events and dependent rows before the inserts: deliveries may have changed places, and an
 * identity is accepted once at any moment. A corrected event keeps its id, which gives the order of decisions
 * to a replay.
 */
async function carryEvents(tx: Queryable, schema: string): Promise<void> {
  await tx.query(
    `create temporary table wrong_event on commit drop as
     select e.event_id, ${PLACE} from event e left join ${schema}.event b using (${PLACE})
     where b.event_id is null or (${kept('e')}) is distinct from (${kept('b')})`,
  );
  await tx.query('create unique index on wrong_event (event_id)');
  await tx.query('analyze wrong_event');
  await tx.query('delete from notice n using wrong_event w where n.event_id = w.event_id');
  await tx.query('delete from claim c using wrong_event w where c.event_id = w.event_id');
  await tx.query('delete from withdrawal x using wrong_event w where x.event_id = w.event_id');
  await tx.query(
    'update figure f set withdrawn_by = null from wrong_event w where f.withdrawn_by = w.event_id',
  );
  await tx.query('delete from figure f using wrong_event w where f.event_id = w.event_id');
  await tx.query('delete from event e using wrong_event w where e.event_id = w.event_id');
  await tx.query(
    `insert into event (event_id, ${EVENT}) overriding system value
     select coalesce(w.event_id, nextval(pg_get_serial_sequence('event', 'event_id'))), ${of('b', EVENT)}
     from ${schema}.event b left join event e using (${PLACE}) left join wrong_event w using (${PLACE})
     where e.event_id is null order by b.event_id`,
  );
  await tx.query(
    `create temporary table event_pair on commit drop as
     select e.event_id as live_id, b.event_id as beside_id from ${schema}.event b join event e using (${PLACE})`,
  );
  await tx.query('create unique index on event_pair (beside_id)');
  await tx.query('analyze event_pair');
}

async function carryFacts(tx: Queryable, schema: string): Promise<void> {
  const figure = 'series_id, period, base_period, published_until, print, withdrawn_by';
  const said = (alias: string): string =>
    `${of(alias, 'series_id, period, base_period, published_until, withdrawn_by')}, ${alias}.print::text`;
  await tx.query(
    `merge into figure f
     using (select e.live_id as event_id, s.live_id as series_id, b.period, b.base_period, b.published_until, b.print,
              w.live_id as withdrawn_by
            from ${schema}.figure b join event_pair e on e.beside_id = b.event_id
            join series_pair s on s.beside_id = b.series_id left join event_pair w on w.beside_id = b.withdrawn_by) b
     on b.event_id = f.event_id
     when matched and (${said('f')}) is distinct from (${said('b')}) then update set ${set(figure)}
     when not matched then insert (event_id, ${figure}) values (b.event_id, ${of('b', figure)})
     when not matched by source then delete`,
  );
  const record = 'ref_source, ref_id, topic, key, value, headers';
  const withdrawn = (alias: string): string =>
    `${of(alias, 'ref_source, ref_id, topic, key, value')}, ${alias}.headers::text`;
  await tx.query(
    `merge into withdrawal x
     using (select e.live_id as event_id, ${of('b', record)}
            from ${schema}.withdrawal b join event_pair e on e.beside_id = b.event_id) b
     on b.event_id = x.event_id
     when matched and (${withdrawn('x')}) is distinct from (${withdrawn('b')}) then update set ${set(record)}
     when not matched then insert (event_id, ${record}) values (b.event_id, ${of('b', record)})
     when not matched by source then delete`,
  );
  await tx.query(
    `merge into notice n
     using (select b.notice, e.live_id as event_id, b.withdrawn, b.data
            from ${schema}.notice b join event_pair e on e.beside_id = b.event_id) b
     on b.notice = n.notice
     when matched and (n.event_id, n.withdrawn, n.data::text) is distinct from (b.event_id, b.withdrawn, b.data::text)
       then update set ${set('event_id, withdrawn, data')}
     when not matched then insert (notice, event_id, withdrawn, data) values (b.notice, b.event_id, b.withdrawn, b.data)
     when not matched by source then delete`,
  );
}

async function carryClaims(tx: Queryable, schema: string): Promise<void> {
  const columns = 'series, compared_to, period, due';
  await tx.query(
    `merge into claim c
     using (select e.live_id as event_id, ${of('b', columns)}
            from ${schema}.claim b join event_pair e on e.beside_id = b.event_id) b
     on b.event_id = c.event_id
     when matched and (${of('c', columns)}) is distinct from (${of('b', columns)}) then update set ${set(columns)}
     when not matched then insert (event_id, ${columns}) values (b.event_id, ${of('b', columns)})
     when not matched by source then delete`,
  );
}

async function carrySales(tx: Queryable, schema: string, windows: readonly TopicPartition[]): Promise<void> {
  await tx.query(
    `merge into sale_total t
     using (select s.live_id as series_id, b.period, b.total, b.events, b.units, b.last_ordered
            from ${schema}.sale_total b join series_pair s on s.beside_id = b.series_id) b
     on b.series_id = t.series_id and b.period = t.period
     when matched and (t.total::text, t.events, t.units::text, t.last_ordered)
         is distinct from (b.total::text, b.events, b.units::text, b.last_ordered)
       then update set ${set('total, events, units, last_ordered')}
     when not matched then insert (series_id, period, total, events, units, last_ordered)
       values (b.series_id, b.period, b.total, b.events, b.units, b.last_ordered)
     when not matched by source then delete`,
  );
  // The first version after the switch tells of a new month.
  await tx.query(
    `merge into sale_month m using ${schema}.sale_month b on (b.platform, b.month) = (m.platform, m.month)
     when not matched then insert (platform, month, sequence, known_at)
       values (b.platform, b.month, (select last + 1 from change_cursor), b.known_at)
     when not matched by source then delete`,
  );
  const columns = 'topic, partition, first_offset, known_until, identities';
  for (const { topic, partition } of windows) {
    await tx.query('delete from identity_window where topic = $1 and partition = $2', [topic, partition]);
    await tx.query(
      `insert into identity_window (${columns}) select ${columns} from ${schema}.identity_window
       where topic = $1 and partition = $2`,
      [topic, partition],
    );
  }
}

/** A dead letter that was published stays marked; a new one is published. */
async function carryLetters(tx: Queryable, schema: string): Promise<void> {
  const columns = 'known_at, rule, reason, key, value, headers';
  const said = (alias: string): string =>
    `${of(alias, 'known_at, rule, reason, key, value')}, ${alias}.headers::text`;
  await tx.query(
    `merge into dead_letter d using ${schema}.dead_letter b
     on (b.topic, b.partition, b."offset") = (d.topic, d.partition, d."offset")
     when matched and (${said('d')}) is distinct from (${said('b')}) then update set ${set(columns)}
     when not matched then insert (${PLACE}, ${columns}) values (${of('b', PLACE)}, ${of('b', columns)})
     when not matched by source and d.rule <> '${SET_ASIDE}' then delete`,
  );
}

async function carryEmbargoed(tx: Queryable, schema: string): Promise<void> {
  const columns = 'until, release, generation, pushed_by, publishers, jwe';
  const said = (alias: string): string =>
    `${of(alias, 'until, release, generation, pushed_by, jwe')}, ${alias}.publishers::text`;
  await tx.query(
    `merge into embargoed e using ${schema}.embargoed b
     on (b.topic, b.partition, b."offset") = (e.topic, e.partition, e."offset")
     when matched and (${said('e')}) is distinct from (${said('b')}) then update set ${set(columns)}
     when not matched then insert (${PLACE}, ${columns}) values (${of('b', PLACE)}, ${of('b', columns)})
     when not matched by source then delete`,
  );
}
