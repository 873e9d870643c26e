import type { EvidenceKind } from '@silkgauge/codelists';
import type { Domain } from '@silkgauge/contract';
import type { Figure, Publisher, SalesTotal, SeriesDimensions } from '@silkgauge/growth';
import { asFarAsFull, BUDGET, isFull } from '../budget.ts';
import type { Queryable } from '../read-model.ts';

/**
 * SQL: whether figures of series `r` may bear on a state of series `s`: its family (exports, imports, total),
 * wholes that contain it, and total goods trade of its area. The rules select more narrowly.
 */
export const RELATED = `r.domain = s.domain and r.area = s.area and r.currency = s.currency
  and (r.reporter = s.reporter and r.indicator = s.indicator and r.coverage = s.coverage
       and r.mode in (s.mode, '_T') and r.product in (s.product, '_T') and r.counterpart in (s.counterpart, '_T')
    or r.indicator = 'GOODS' and r.mode = '_T' and r.product = '_T' and r.counterpart = '_T')`;

/** SQL on `figure f`: prints that are not withdrawn and state a time of publication. */
export const PUBLISHED = `f.withdrawn_by is null and f.print ->> 'publishedAt' <> '_U'`;

export interface PrintedSeries extends SeriesDimensions {
  readonly series_id: string;
  readonly key: string;
  readonly domain: Domain;
}

export interface PublishedPrint {
  readonly series_id: string;
  readonly published_until: Date;
  readonly print: Figure;
}

export interface PublishedTotal extends SalesTotal {
  readonly series_id: string;
  readonly period: string;
}

/** These series, all that may bear on them, and their declared `parts`, in order of key. */
export async function readRelated(
  db: Queryable,
  keys: readonly string[],
  parts: readonly string[],
): Promise<PrintedSeries[]> {
  const { rows } = await db.query<PrintedSeries>({
    name: 'read-related',
    // Two sets rather than one condition: each is found by its index, and no other series is looked at.
    text: `select r.series_id, r.key, r.domain, r.reporter, r.area, r.indicator, r.coverage, r.flow, r.mode, r.product,
             r.counterpart, r.currency
           from (select r.series_id from unnest($1::text[]) as w(key) join series s on s.key = w.key
                 join series r on ${RELATED}
                 union select series_id from series where key = any($2::text[])) as found
           join series r on r.series_id = found.series_id
           order by r.key`,
    values: [keys, parts],
  });
  return rows;
}

/** Prints in order of publication, and totals in order of month. */
export interface PublishedFigures {
  readonly prints: readonly PublishedPrint[];
  readonly totals: readonly PublishedTotal[];
  /** Whether the prints exceed the budget of an answer. */
  readonly isTooMuch: boolean;
}

/** Prints of these series published until an instant (ISO, inclusive), and totals up to `lastMonth`. */
export async function readPublished(
  db: Queryable,
  seriesIds: readonly string[],
  { until, lastMonth }: { readonly until: string; readonly lastMonth: string },
): Promise<PublishedFigures> {
  const { rows: prints } = await db.query<PublishedPrint & { readonly bytes: number }>({
    name: 'read-published-prints',
    text: asFarAsFull(
      `select f.series_id, f.published_until, f.print, f.event_id, octet_length(f.print::text) as bytes from figure f
       where f.series_id = any($1::bigint[]) and f.published_until <= $2::timestamptz and ${PUBLISHED}
       order by f.published_until, f.event_id`,
      {
        columns: 'series_id, published_until, print, bytes',
        size: 'bytes',
        order: 'published_until, event_id',
        bytes: '$3',
      },
    ),
    values: [seriesIds, until, BUDGET.workedFrom],
  });
  const { rows: totals } = await db.query<PublishedTotal>({
    name: 'read-published-totals',
    text: `select t.series_id, t.period, t.total, t.events, t.units, t.last_ordered as last from sale_total t
           where t.series_id = any($1::bigint[]) and t.period <= $2::text order by t.period`,
    values: [seriesIds, lastMonth],
  });
  return { prints, totals, isTooMuch: isFull(prints, ({ bytes }) => bytes, BUDGET.workedFrom) };
}

/** The event of a print, with its evidence. */
export interface PrintedBy {
  readonly source: string;
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly known_at: Date;
  /** Who pushed it at a door; null where the record does not say. */
  readonly pushed_by: string | null;
  /** As pushed: an instant, a date, a month, a year, or `_U`. */
  readonly published_at: string | null;
  readonly document: string | null;
  readonly quote: string | null;
  readonly kind: EvidenceKind | null;
  /** As the event names it; null where it names none. */
  readonly publisher: Publisher | null;
  /** Of the quote. */
  readonly language: string | null;
  readonly sha256: string | null;
  readonly position: string | null;
}

type PrintedRow = Omit<PrintedBy, keyof Evidence> & {
  readonly place: number;
  readonly data: string | null;
};

/** The accepted events of these identities. Pages bound memory, since the full data of each event is read. */
export async function readPrintedBy(
  db: Queryable,
  identities: readonly { readonly source: string; readonly id: string }[],
): Promise<PrintedBy[]> {
  const events: PrintedBy[] = [];
  for (let after = 0; after < identities.length;) {
    const { rows } = await db.query<PrintedRow>({
      name: 'read-printed-by',
      text: asFarAsFull(PRINTED_BY, {
        columns: 'place, source, id, topic, partition, "offset", known_at, pushed_by, data',
        size: 'coalesce(octet_length(data), 0)',
        order: 'place',
        bytes: '$4',
      }),
      values: [identities.map(({ source }) => source), identities.map(({ id }) => id), after, BUDGET.page],
    });
    const last = rows.at(-1);
    if (!last) break;
    for (const { place: _, data, ...event } of rows) events.push({ ...event, ...evidenceOf(data) });
    after = last.place;
  }
  return events;
}

const PRINTED_BY = `
  select w.place::int, e.source, e.id, e.topic, e.partition, e."offset", e.known_at, e.pushed_by, e.data::text as data
  from unnest($1::text[], $2::text[]) with ordinality as w(source, id, place)
  join event e on e.source = w.source and e.id = w.id and e.outcome in ('applied', 'superseded')
  where w.place > $3 order by w.place`;

type Evidence = Pick<
  PrintedBy,
  'published_at' | 'document' | 'quote' | 'kind' | 'publisher' | 'language' | 'sha256' | 'position'
>;

function evidenceOf(data: string | null): Evidence {
  const parsed = JSON.parse(data ?? 'null') as {
    publishedAt?: unknown;
    evidence?: Readonly<Record<string, unknown>>;
  } | null;
  const evidence = parsed?.evidence;
  return {
    published_at: textOrNull(parsed?.publishedAt),
    document: textOrNull(evidence?.['document']),
    quote: textOrNull(evidence?.['quote']),
    kind: textOrNull(evidence?.['kind']) as EvidenceKind | null,
    publisher: publisherOrNull(evidence?.['publisher']),
    language: textOrNull(evidence?.['language']),
    sha256: textOrNull(evidence?.['sha256']),
    position: textOrNull(evidence?.['position']),
  };
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Events from before publishers were told may have anything under that name. */
function publisherOrNull(value: unknown): Publisher | null {
  const { code, name } = (value ?? {}) as { code?: unknown; name?: { en?: unknown; zh?: unknown } | null };
  const [en, zh] = [textOrNull(name?.en), textOrNull(name?.zh)];
  if (en === null || zh === null) return null;
  return { ...(typeof code === 'string' && { code }), name: { en, zh } };
}
