import { OPENED_PREFIX } from '@silkgauge/contract';
import { BUDGET } from '../../budget.ts';
import { clearTopicOf } from '../embargoed.ts';
import { memberOf } from '../../queries/registers.ts';
import type { Queryable } from '../../read-model.ts';

/** The content of a read model in sections of fixed order, read by cursors inside a transaction. */

/** Sections that depend on the events alone, not on time or way of arrival. */
export const CONTENT_SECTIONS = [
  'series',
  'states',
  'totals',
  'prints',
  'notices',
  'claims',
  'statements',
  'orders',
  'events',
  'refused',
  'dead-letters',
] as const;

/** Sections that are equal in two read models of one log. */
export const COMPARED_SECTIONS = [...CONTENT_SECTIONS, 'deliveries', 'held'] as const;

export type ContentSection = (typeof COMPARED_SECTIONS)[number];

export interface ContentRow {
  readonly key: string;
  /** JSON text; for a state its document, or null if the change log has none. */
  readonly content: string | null;
}

/** A row of the section `states`. */
export interface StateRow extends ContentRow {
  readonly period: string;
  /** ISO dates; null for an open period. */
  readonly period_start: string | null;
  readonly period_end: string | null;
  readonly known_at: Date | null;
  /** Whether the key points at its newest version. */
  readonly is_newest: boolean;
}

/** Rules that depend on the order of arrival. */
const BY_ARRIVAL = `('identity-conflict', 'series-domain', 'withdrawal-waiting')`;
/** Rules of operators and of the relay, which are not in the input log. */
const BY_OPERATORS = `('skipped', 'unreadable', 'set-aside')`;

const SQL: Readonly<Record<ContentSection, string>> = {
  series: `
    select s.key, json_build_object('domain', s.domain, 'reporter', s.reporter, 'area', s.area, 'indicator', s.indicator,
      'coverage', s.coverage, 'flow', s.flow, 'mode', s.mode, 'product', s.product, 'counterpart', s.counterpart,
      'currency', s.currency)::text as content
    from series s
    where exists (select from figure f where f.series_id = s.series_id)
      or exists (select from sale_total t where t.series_id = s.series_id)`,
  states: `
    select s.key || '/' || g.period as key, c.document as content, g.period, g.period_start::text, g.period_end::text, c.known_at,
      coalesce((c.series_id, c.period, c.version, c.known_at) = (g.series_id, g.period, g.version, g.known_at)
        and not exists (select from change n where n.series_id = g.series_id and n.period = g.period and n.version > g.version),
        false) as is_newest
    from growth_state g join series s on s.series_id = g.series_id left join change c on c.sequence = g.sequence`,
  totals: `
    select s.key || '/' || t.period as key,
      json_build_object('total', t.total::text, 'events', t.events::text, 'units', t.units::text,
        'last', t.last_ordered)::text as content
    from sale_total t join series s on s.series_id = t.series_id`,
  prints: `
    select e.source || ' ' || e.id as key, json_build_object('series', s.key, 'period', f.period, 'basePeriod', f.base_period,
      'publishedUntil', (f.published_until at time zone 'UTC')::text, 'withdrawn', f.withdrawn_by is not null,
      'print', f.print)::text as content
    from figure f join event e on e.event_id = f.event_id join series s on s.series_id = f.series_id`,
  notices: `
    select n.notice as key, json_build_object('withdrawn', n.withdrawn, 'data', n.data, 'told', (
      select v.document::json from register_version v where v.kind = 'notice' and v.key = n.notice
      order by v.version desc limit 1))::text as content
    from notice n`,
  claims: `
    select e.source || '#' || e.id as key, json_build_object('series', c.series, 'comparedTo', c.compared_to, 'period', c.period, 'due', c.due,
      'told', (select v.document::json from register_version v where v.kind = 'claim' and v.key = e.source || '#' || e.id
               order by v.version desc limit 1))::text as content
    from claim c join event e on e.event_id = c.event_id`,
  statements: `
    select e.source || '#' || e.id as key, (select v.document from register_version v
      where v.kind = 'statement' and v.key = e.source || '#' || e.id order by v.version desc limit 1) as content
    from event e where e.type = 'silkgauge.statement.attributed.v1' and e.outcome in ('applied', 'superseded')`,
  orders: `
    select o.key, (select v.document from register_version v
      where v.kind = 'order' and v.key = o.key order by v.version desc limit 1) as content
    from (select distinct case when e.type like 'silkgauge.bulletin.%' then 'bulletin/' || (${memberOf('{bulletin}')})
            when e.type like 'silkgauge.alert.%' then 'alert/' || (${memberOf('{rule}')})
            when e.type like 'silkgauge.sentence.%' then 'printed/' || (${memberOf('{printed}')})
            when e.type = 'silkgauge.release.opened.v1' then '${OPENED_PREFIX}' || (${memberOf('{release}')})
            else 'release/' || (${memberOf('{release}')}) end as key
          from event e
          where e.type in ('silkgauge.bulletin.planned.v1', 'silkgauge.bulletin.dropped.v1', 'silkgauge.alert.defined.v1',
              'silkgauge.alert.dropped.v1', 'silkgauge.release.scheduled.v1', 'silkgauge.release.cancelled.v1',
              'silkgauge.release.opened.v1', 'silkgauge.sentence.printed.v1', 'silkgauge.sentence.dropped.v1')
            and e.outcome in ('applied', 'superseded')) o`,
  events: `
    select e.source || ' ' || e.id as key, json_build_object('type', e.type, 'digest', encode(e.digest, 'hex'), 'data', e.data,
      'withdrawn', exists (select from withdrawal w
                           where w.ref_source = e.source and w.ref_id = e.id and w.topic = ${clearTopicOf('e.topic')}))::text as content
    from event e where e.outcome in ('applied', 'superseded')`,
  refused: `
    select e.source || ' ' || e.id as key,
      json_build_object('type', e.type, 'rule', e.rule, 'reason', e.reason, 'data', e.data)::text as content
    from event e where e.outcome = 'rejected' and e.rule not in ${BY_ARRIVAL} and e.rule not in ${BY_OPERATORS}`,
  'dead-letters': `
    select d.rule || ' ' || encode(sha256(coalesce(d.key, '\\x00') || '\\xff'::bytea || coalesce(d.value, '\\x00') || '\\xff'::bytea
      || convert_to(d.headers::text, 'UTF8')), 'hex') as key, json_build_object('reason', d.reason)::text as content
    from dead_letter d where d.rule not in ${BY_ARRIVAL} and d.rule not in ${BY_OPERATORS}`,
  // `superseded` depends on the order of decisions, hence counts as `applied`.
  deliveries: `
    select e.topic || '/' || e.partition || '/' || e."offset" as key, json_build_object('source', e.source, 'id', e.id,
      'type', e.type, 'knownAt', (e.known_at at time zone 'UTC')::text, 'outcome', replace(e.outcome, 'superseded', 'applied'),
      'rule', e.rule, 'reason', e.reason, 'time', e.time)::text as content
    from event e`,
  held: `
    select h.topic || '/' || h.partition || '/' || h."offset" as key,
      json_build_object('until', h.until, 'release', h.release, 'generation', h.generation, 'jwe', h.jwe)::text as content
    from embargoed h`,
};

/** Rows of a page at most. */
const PAGE = 2_000;

const BYTES = '1 + octet_length(key) + coalesce(octet_length(content), 0)';

/**
 * Pages of rows in byte order of the key; several rows may share a key. The largest row of the section bounds
 * the rows of a page: a count of the bytes that follow each row would read sorted rows again for each of them.
 */
export function readContent(tx: Queryable, section: 'states'): AsyncGenerator<StateRow[]>;
export function readContent(tx: Queryable, section: ContentSection): AsyncGenerator<ContentRow[]>;
export async function* readContent(tx: Queryable, section: ContentSection): AsyncGenerator<ContentRow[]> {
  const content = `(${SQL[section]}) as content`;
  const found = await tx.query<{ largest: number | null }>(`select max(${BYTES}) as largest from ${content}`);
  const count = Math.floor(BUDGET.page / (found.rows[0]?.largest ?? 1));
  // A row that is larger than a page is fetched alone.
  const fetched = Math.min(PAGE, Math.max(1, count));
  const cursor = `content_of_${section.replaceAll('-', '_')}`;
  await tx.query(
    `declare ${cursor} no scroll cursor for select * from ${content} order by key collate "C", content collate "C"`,
  );
  for (let isMore = true; isMore;) {
    const { rows } = await tx.query<ContentRow>(`fetch ${String(fetched)} from ${cursor}`);
    if (rows.length > 0) yield rows;
    isMore = rows.length === fetched;
  }
  await tx.query(`close ${cursor}`);
}
