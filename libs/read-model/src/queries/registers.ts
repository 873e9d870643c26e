import { DIMENSIONS, type Dimension, type Domain, patternOf, type ScopeFilter } from '@silkgauge/contract';
import { textArray } from '../arrays.ts';
import { clearTopicOf } from '../statements/embargoed.ts';
import type { Queryable } from '../read-model.ts';
import { Conditions } from './conditions.ts';
import type { AsOf } from './select-states.ts';
import { asOfParameters } from './states.ts';

export interface RegisteredSeriesRow {
  readonly key: string;
  readonly domain: Domain;
}

/** Series in order of key, after a key; with `asOf` only series that had a state then. */
export async function readSeries(
  db: Queryable,
  filter: Omit<ScopeFilter, 'periods' | 'from' | 'to'>,
  after: string | null,
  limit: number,
  asOf: AsOf | null = null,
): Promise<RegisteredSeriesRow[]> {
  const conditions = await Conditions.of(db, filter);
  const [sequence, instant] = asOfParameters(asOf);
  const known = [
    ...(sequence === null ? [] : [`c.sequence <= ${conditions.bind(sequence, 'bigint')}`]),
    ...(instant === null ? [] : [`c.known_at <= ${conditions.bind(instant, 'timestamptz')}`]),
  ].map((by) => `exists (select from change c where c.series_id = s.series_id and ${by})`);
  const isLater = after === null ? [] : [`s.key > ${conditions.bind(after, 'text')}`];
  const { rows } = await db.query<RegisteredSeriesRow>(
    `select s.key, s.domain from series s where ${[conditions.series(filter), ...isLater, ...known].join(' and ')}
     order by s.key limit ${conditions.bind(limit, 'bigint')}`,
    conditions.values,
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

export interface RegisteredNoticeRow extends RegisteredEvent {
  readonly notice: string;
}

/**
 * SQL: a member of an event's data as text. PostgreSQL rejects JSON with an escaped NUL, which unknown
 * members may hold, so U+0001 replaces each NUL.
 */
export const memberOf = (path: string): string => memberIn('e.data', path);

export const memberIn = (data: string, path: string): string => `${jsonIn(data)} #>> '${path}'`;

/** SQL: data as JSON that members can be taken of. */
export const jsonIn = (data: string): string => `replace(${data}::text, '\\u0000', '\\u0001')::json`;

/** SQL: whether an event was taken back by an instant; null: by now. */
const withdrawnBy = (instant: string): string =>
  `exists (select from withdrawal w join event x on x.event_id = w.event_id
           where w.ref_source = e.source and w.ref_id = e.id and w.topic = ${clearTopicOf('e.topic')}
             and (${instant}::timestamptz is null or x.known_at <= ${instant}::timestamptz))`;

/** Notices after an id, in order, with their published data and the event of the newest change. */
export async function readNotices(
  db: Queryable,
  after: string | null,
  limit: number,
  knownBy: string | null = null,
): Promise<RegisteredNoticeRow[]> {
  if (knownBy !== null) return noticesAsOf(db, after, limit, knownBy);
  const { rows } = await db.query<RegisteredNoticeRow>({
    name: 'read-notices',
    text: `select n.notice, n.withdrawn, n.data::text, e.event_id, e.source, e.id, e.topic, e.partition, e."offset", e.known_at
           from notice n join event e on e.event_id = n.event_id
           where $1::text is null or n.notice > $1::text order by n.notice limit $2`,
    values: [after, limit],
  });
  return rows;
}

/** Notices as known by an instant (ISO, inclusive), from events, since the table keeps the newest only. */
async function noticesAsOf(
  db: Queryable,
  after: string | null,
  limit: number,
  knownBy: string,
): Promise<RegisteredNoticeRow[]> {
  const { rows } = await db.query<RegisteredNoticeRow>(
    `with known as (
       select ${memberOf('{notice}')} as notice, e.* from event e
       where e.type in ('silkgauge.notice.published.v1', 'silkgauge.notice.withdrawn.v1')
         and e.outcome in ('applied', 'superseded') and e.known_at <= $3::timestamptz),
     newest as (select distinct on (notice) * from known order by notice, event_id desc)
     select n.notice, n.type = 'silkgauge.notice.withdrawn.v1' as withdrawn,
       (select k.data::text from known k where k.notice = n.notice and k.type = 'silkgauge.notice.published.v1'
        order by k.event_id desc limit 1) as data,
       n.event_id, n.source, n.id, n.topic, n.partition, n."offset", n.known_at
     from newest n where $1::text is null or n.notice collate "C" > $1::text order by n.notice collate "C" limit $2`,
    [after, limit, knownBy],
  );
  return rows;
}

/** A filter of claims or statements: series by codes and prefixes, or notices. Absent members do not limit. */
export interface SaidFilter {
  readonly dimensions: Readonly<Partial<Record<Dimension, readonly string[]>>>;
  readonly notices?: readonly string[];
}

/** JSON path of the series in the data of an event, without the closing brace. */
const SERIES_AT: Readonly<Record<SaidType, string>> = {
  'silkgauge.claim.reported.v1': '{series',
  'silkgauge.statement.attributed.v1': '{about,series',
};

export type SaidType = 'silkgauge.claim.reported.v1' | 'silkgauge.statement.attributed.v1';

/**
 * Accepted events of one type in order of decision, after an event id ("0" for the first page), now or as
 * known by an instant (`knownBy`, ISO, inclusive). The statement has no name: see `Conditions`.
 */
export async function readRegister(
  db: Queryable,
  type: SaidType,
  filter: SaidFilter,
  after: string,
  limit: number,
  knownBy: string | null = null,
): Promise<RegisteredEvent[]> {
  const speaksOf = DIMENSIONS.map((name, index) => {
    const parameter = `$${String(index + 5)}::text[]`;
    return `(${parameter} is null or ${memberOf(`${SERIES_AT[type]},${name}}`)} like any(${parameter}))`;
  });
  const { rows } = await db.query<RegisteredEvent>(
    `select e.event_id, e.source, e.id, e.topic, e.partition, e."offset", e.known_at, e.data::text,
       ${withdrawnBy('$14')} as withdrawn
     from event e
     where e.type = $1 and e.type <> 'silkgauge.figure.reported.v1' and e.outcome in ('applied', 'superseded') and e.event_id > $2
       and ($14::timestamptz is null or e.known_at <= $14::timestamptz)
       and ($4::text[] is null or ${memberOf('{about,notice}')} = any($4::text[])) and ${speaksOf.join(' and ')}
     order by e.event_id limit $3`,
    [
      type,
      after,
      limit,
      filter.notices ?? null,
      ...DIMENSIONS.map((name) => filter.dimensions[name]?.map(patternOf) ?? null),
      knownBy,
    ],
  );
  return rows;
}

/** Accepted events of one type by identity, now or as known by an instant (`knownBy`, ISO, inclusive). */
export async function readSaid(
  db: Queryable,
  type: SaidType,
  identities: readonly { readonly source: string; readonly id: string }[],
  knownBy: string | null = null,
): Promise<RegisteredEvent[]> {
  if (identities.length === 0) return [];
  const { rows } = await db.query<RegisteredEvent>({
    name: 'read-said',
    text: `select e.event_id, e.source, e.id, e.topic, e.partition, e."offset", e.known_at, e.data::text,
             ${withdrawnBy('$4')} as withdrawn
           from unnest($2::text[], $3::text[]) as w(source, id)
           join event e on e.source = w.source and e.id = w.id and e.outcome in ('applied', 'superseded')
           where e.type = $1 and ($4::timestamptz is null or e.known_at <= $4::timestamptz)`,
    values: [
      type,
      textArray(identities.map(({ source }) => source)),
      textArray(identities.map(({ id }) => id)),
      knownBy,
    ],
  });
  return rows;
}

/** The newest description of a reporter, with its event; members that it lacks are null. */
export interface DescribedReporterRow extends Omit<RegisteredEvent, 'event_id' | 'withdrawn' | 'data'> {
  readonly reporter: string;
  readonly name_en: string;
  readonly name_zh: string;
  readonly kind: string;
  readonly url: string | null;
  readonly licence: string | null;
  readonly contact: string | null;
  readonly timetable: string | null;
}

/**
 * Described reporters after a code, in order, now or as known by an instant (`knownBy`, ISO, inclusive). Of
 * several descriptions the newest stands, by append time, then topic, partition and offset. Only members of
 * the schema are read: unknown ones may be long.
 */
export async function readDescribedReporters(
  db: Queryable,
  { codes, after, knownBy }: ReportersFilter,
  limit: number,
): Promise<DescribedReporterRow[]> {
  const members = ['url', 'licence', 'contact', 'timetable', 'kind'].map(
    (name) => `${memberOf(`{${name}}`)} as ${name}`,
  );
  const { rows } = await db.query<DescribedReporterRow>({
    name: 'read-described-reporters',
    text: `with described as (
             select ${memberOf('{reporter}')} collate "C" as reporter, e.* from event e
             where e.type = 'silkgauge.reporter.described.v1' and e.type <> 'silkgauge.figure.reported.v1'
               and e.outcome in ('applied', 'superseded') and ($3::timestamptz is null or e.known_at <= $3::timestamptz)),
           newest as (
             select distinct on (reporter) event_id from described
             where ($1::text[] is null or reporter like any($1::text[])) and ($2::text is null or reporter > $2::text)
             order by reporter, known_at desc, topic desc, partition desc, "offset" desc)
           select ${memberOf('{reporter}')} collate "C" as reporter, ${memberOf('{name,en}')} as name_en,
             ${memberOf('{name,zh}')} as name_zh, ${members.join(', ')},
             e.source, e.id, e.topic, e.partition, e."offset", e.known_at
           from newest n join event e using (event_id) order by 1 limit $4`,
    values: [codes?.map(patternOf) ?? null, after, knownBy, limit],
  });
  return rows;
}

export interface ReportersFilter {
  /** Codes and prefixes; null for all. */
  readonly codes: readonly string[] | null;
  readonly after: string | null;
  readonly knownBy: string | null;
}

/** Codes of one dimension that occur in series, in order. */
export async function readCodes(db: Queryable, dimension: Dimension): Promise<string[]> {
  const { rows } = await db.query<{ code: string }>({
    name: `read-codes-${dimension}`,
    text: `select distinct s.${dimension} as code from series s order by code`,
  });
  return rows.map(({ code }) => code);
}
