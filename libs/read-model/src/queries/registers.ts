import type { Domain } from '@silkgauge/contract';
import type { Queryable } from '../read-model.ts';
import { SERIES_CONDITION, seriesParameters, type GrowthFilter } from './growth-filter.ts';

export interface RegisteredSeries {
  readonly key: string;
  readonly domain: Domain;
}

/** Series in order of key, after a key. */
export async function readSeries(
  db: Queryable,
  filter: Pick<GrowthFilter, 'dimensions' | 'domain'>,
  after: string | null,
  limit: number,
): Promise<RegisteredSeries[]> {
  const { rows } = await db.query<RegisteredSeries>(
    `select s.key, s.domain from series s
     where ${SERIES_CONDITION} and ($11::text is null or s.key > $11::text) order by s.key limit $12`,
    [...seriesParameters(filter), after, limit],
  );
  return rows;
}

/** An event of a register with its place on Kafka; `data` is JSON text as delivered. */
export interface RegisteredEvent {
  readonly event_id: string;
  readonly source: string;
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly known_at: Date;
  readonly withdrawn: boolean;
  readonly data: string | null;
}

export interface RegisteredNotice extends RegisteredEvent {
  readonly notice: string;
}

/** Notices by their id, after one; the event is the newest publication or withdrawal, the data what was published. */
export async function readNotices(
  db: Queryable,
  after: string | null,
  limit: number,
): Promise<RegisteredNotice[]> {
  const { rows } = await db.query<RegisteredNotice>({
    name: 'read-notices',
    text: `select n.notice, n.withdrawn, n.data::text, e.event_id, e.source, e.id, e.topic, e.partition, e."offset", e.known_at
           from notice n join event e on e.event_id = n.event_id
           where $1::text is null or n.notice > $1::text order by n.notice limit $2`,
    values: [after, limit],
  });
  return rows;
}

/** Accepted events of one type in order of arrival here, after an event id ("0" for the first page). */
export async function readRegister(
  db: Queryable,
  type: string,
  after: string,
  limit: number,
): Promise<RegisteredEvent[]> {
  const { rows } = await db.query<RegisteredEvent>({
    name: 'read-register',
    text: `select e.event_id, e.source, e.id, e.topic, e.partition, e."offset", e.known_at, e.data::text,
             exists (select from withdrawal w where w.ref_source = e.source and w.ref_id = e.id and w.topic = e.topic) as withdrawn
           from event e
           where e.type = $1 and e.outcome in ('applied', 'superseded') and e.event_id > $2
           order by e.event_id limit $3`,
    values: [type, after, limit],
  });
  return rows;
}
