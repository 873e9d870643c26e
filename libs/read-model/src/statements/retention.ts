import type { Queryable } from '../read-model.ts';

const DOWNSAMPLING = 7_401_010;

/** Milliseconds beyond their age for which versions are kept that the desk or an active subscription has not read. */
export const UNREAD_MS = 7 * 86_400_000;

/** SQL: the last sequence that the desk, and every active subscription, has dealt with. */
const READ_UNTIL = `(select min(position) from (
  select sequence as position from desk_position
  union all
  select case when p.live then s.position else p.position end
  from notifier.subscription n join notifier.progress p on p.subscription = n.id join notifier.slot s on s.slot = n.slot
  where n.status = 'active') reader)`;

/** SQL: the newest sequence that was committed so many milliseconds ago. */
const committedBefore = (keepMs: string): string =>
  `coalesce((select max(m.sequence) from change_mark m
             where m.marked_at <= clock_timestamp() - ${keepMs} * interval '1 millisecond'), 0)`;

/**
 * Marks a new end of the change log with the database's clock, and deletes marks that thinning asks for no more.
 */
export async function markChanges(db: Queryable, keepMs: number): Promise<void> {
  await db.query({
    name: 'mark-changes',
    text: `insert into change_mark (sequence)
           select last from change_cursor
           where last > coalesce((select sequence from change_mark order by marked_at desc limit 1), 0)`,
  });
  await db.query({
    name: 'forget-marks',
    text: `delete from change_mark where marked_at < (
             select max(marked_at) from change_mark where marked_at <= clock_timestamp() - $1 * interval '1 millisecond')`,
    values: [keepMs + UNREAD_MS],
  });
}

export interface Downsampling {
  /** Minimum age of removed versions since their commit, in milliseconds. */
  readonly keepMs: number;
  /** Maximum number of sequences that one transaction reads. */
  readonly reach: number;
  /** Topic of sales without its prefix. */
  readonly salesTopic: string;
}

export interface Downsampled {
  readonly removed: number;
  /** False if another step can follow at once. */
  readonly done: boolean;
}

/**
 * One step of thinning, without locks that others wait for; null if another process is thinning. Of the
 * versions that sales made of one key in one hour of `known_at`, those between the first and the last are
 * deleted, and their folds kept as a sum; unpublished versions and those of figures and notices stay, and for
 * {@link UNREAD_MS} those that the desk or a subscription has not read.
 */
export async function downsampleChanges(tx: Queryable, options: Downsampling): Promise<Downsampled | null> {
  const turn = await tx.query<{ ours: boolean }>('select pg_try_advisory_xact_lock($1) as ours', [
    DOWNSAMPLING,
  ]);
  if (turn.rows[0]?.ours !== true) return null;
  const { rows } = await tx.query<{ scanned_until: string; horizon: string }>({
    name: 'thinning-horizon',
    text: `select r.scanned_until, least(
             ${committedBefore('$1')},
             greatest(${READ_UNTIL}, ${committedBefore('$2')}),
             coalesce((select min(p.sequence) from relay_position p), 0)) as horizon
           from change_retention r where r.domain = 'platform'`,
    values: [options.keepMs, options.keepMs + UNREAD_MS],
  });
  const from = BigInt(rows[0]?.scanned_until ?? 0);
  const horizon = BigInt(rows[0]?.horizon ?? 0);
  if (horizon <= from) return { removed: 0, done: true };
  const reach = from + BigInt(options.reach);
  const until = reach < horizon ? reach : horizon;
  const result = await tx.query<{ removed: number }>({
    name: 'thin-changes',
    text: THIN,
    values: [from, until, `%${options.salesTopic}`],
  });
  return { removed: result.rows[0]?.removed ?? 0, done: until === horizon };
}

const hourOf = (instant: string) => `date_trunc('hour', ${instant}, 'UTC')`;

const neighbour = (alias: string, comparison: '<' | '>') => `join lateral (
    select n.known_at from change n
    where n.series_id = p.series_id and n.period = p.period and n.version ${comparison} p.version
    order by n.version ${comparison === '<' ? 'desc' : 'asc'} limit 1) ${alias} on ${hourOf(`${alias}.known_at`)} = ${hourOf('p.known_at')}`;

/** The materialized page and the subquery on series keep the plan to index lookups. */
const THIN = /* sql */ `
with page as materialized (
  select c.sequence, c.series_id, c.period, c.version, c.known_at from change c
  where c.sequence > $1 and c.sequence <= $2
), middle as materialized (
  select p.sequence from page p
  ${neighbour('later', '>')}
  ${neighbour('before', '<')}
  where (select s.domain from series s where s.series_id = p.series_id) = 'platform'
), doomed as materialized (
  select c.sequence, c.series_id, c.period, c.version, ${hourOf('c.known_at')} as hour, c.document::json -> 'change' as change
  from middle join change c on c.sequence = middle.sequence
  where c.document::json #>> '{change,causes,0,topic}' like $3
), gone as (
  delete from change c using doomed d where c.sequence = d.sequence
), kept as (
  insert into thinned_fold as t
    (series_id, period, hour, topic, partition, rebuilt_version, from_offset, to_offset, events, versions, until_version)
  select d.series_id, d.period, d.hour, f.topic, f.partition, b.version, min(f."from"), max(f."to"), sum(f.events), count(*),
    max(d.version)
  from doomed d
  cross join lateral (
    select coalesce(max(r.version), 0) as version from rebuilt_fold r
    where r.series_id = d.series_id and r.period = d.period and r.version < d.version) b
  cross join lateral json_to_record(d.change -> 'folded')
    as f(topic text, partition int, "from" bigint, "to" bigint, events bigint)
  where f.topic is not null
  group by d.series_id, d.period, d.hour, f.topic, f.partition, b.version
  on conflict (series_id, period, hour, topic, partition, rebuilt_version) do update set
    from_offset = least(t.from_offset, excluded.from_offset),
    to_offset = greatest(t.to_offset, excluded.to_offset),
    events = t.events + excluded.events,
    versions = t.versions + excluded.versions,
    until_version = greatest(t.until_version, excluded.until_version)
)
update change_retention set
  scanned_until = $2,
  thinned_until = greatest(thinned_until, (select coalesce(max(sequence), 0) from doomed)),
  removed = removed + (select count(*) from doomed)
where domain = 'platform'
returning (select count(*)::int from doomed) as removed`;

/** Highest deleted sequence, behind which the log is complete; "0" before the first deletion. */
export async function downsampledUntil(db: Queryable): Promise<string> {
  const { rows } = await db.query<{ thinned_until: string }>({
    name: 'thinned-until',
    text: `select coalesce(max(thinned_until), 0) as thinned_until from change_retention`,
  });
  return rows[0]?.thinned_until ?? '0';
}

/** Figures of the log for operators, as numbers below 2^53. */
export interface LogFigures {
  /** Last sequences of the log: appended, published, examined for thinning, deleted. */
  readonly last: number;
  readonly relayed: number;
  /** That the desk and every active subscription has dealt with. */
  readonly read: number;
  readonly scannedUntil: number;
  readonly thinnedUntil: number;
  readonly removed: number;
  /** From the statistics of the planner. */
  readonly estimatedRows: number;
  readonly waitingDeadLetters: number;
  readonly skips: number;
  readonly replays: number;
  readonly unfinishedReplays: number;
  /** Bad records that nobody sent back, of each topic that ever had one. */
  readonly openDeadLetters: ReadonlyMap<string, number>;
}

/** Letters and replays have an index of places each, which the join walks side by side. */
async function readOpenDeadLetters(db: Queryable): Promise<LogFigures['openDeadLetters']> {
  const { rows } = await db.query<{ topic: string; open: string }>({
    name: 'open-dead-letters',
    text: `select topic, count(*) filter (where r.fix is null) as open
           from dead_letter left join dead_letter_replay r using (topic, partition, "offset")
           group by topic`,
  });
  return new Map(rows.map(({ topic, open }) => [topic, Number(open)]));
}

export async function readLogFigures(db: Queryable): Promise<LogFigures> {
  const { rows } = await db.query<Record<keyof Omit<LogFigures, 'openDeadLetters'>, string>>({
    name: 'log-figures',
    text: `select
             (select last from change_cursor) as "last",
             (select coalesce(min(sequence), 0) from relay_position) as "relayed",
             ${READ_UNTIL} as "read",
             coalesce(max(r.scanned_until), 0) as "scannedUntil",
             coalesce(max(r.thinned_until), 0) as "thinnedUntil",
             coalesce(sum(r.removed), 0) as "removed",
             (select greatest(reltuples, 0)::bigint from pg_class where oid = 'change'::regclass) as "estimatedRows",
             (select count(*) from dead_letter where not relayed) as "waitingDeadLetters",
             (select count(*) from position_skip) as "skips",
             (select count(*) from dead_letter_replay) as "replays",
             (select count(*) from dead_letter_replay where sent_at is null) as "unfinishedReplays"
           from change_retention r`,
  });
  const row = rows[0];
  if (!row) throw new Error('an aggregate returned no row');
  const numbers = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)]));
  return { ...numbers, openDeadLetters: await readOpenDeadLetters(db) } as unknown as LogFigures;
}
