import { SIDES } from '@silkgauge/codelists';
import { COLUMNS, DIMENSIONS, DIMENSION_WORDS } from '@silkgauge/contract';
import type { QueryRunner } from 'typeorm';

/** Key, dimensions and domain of a series. */
export const SERIES = ['key as series', ...DIMENSIONS, 'domain'].map((column) => `s.${column}`).join(', ');

/** A decimal of a JSON object as number and as digits. */
const decimal = (object: string, member: string, name = member): string =>
  `(${object} ->> '${member}')::numeric as ${name}, ${object} ->> '${member}' as ${name}_text`;

const SIDE = `(values ${SIDES.codes.map((side) => `('${side}')`).join(', ')}) n(side)`;

/** The columns of the table of states that clients of SQL have, by their places. */
const IN_SQL = COLUMNS.flatMap(({ sql = [], datatype }) =>
  sql.map((one) => ({ ...one, isDecimal: datatype === 'decimal' })),
).sort((a, b) => a.place - b.place);

/** SQL: those columns; of a number the digits too. */
const GROWTH_COLUMNS = IN_SQL.map(({ name, from, isDecimal }) =>
  isDecimal ? `(${from})::numeric as ${name}, ${from} as ${name}_text` : `${from} as ${name}`,
).join(', ');

/** One row for each number of a state, or each of its readings. */
export const growthView = (): string => /* sql */ `
select ${SERIES}, ${GROWTH_COLUMNS}
from growth_state g
join series s on s.series_id = g.series_id
join change c on c.sequence = g.sequence
-- Without the offset the text would be parsed once for each member.
cross join lateral (select c.document::jsonb as document offset 0) d
cross join lateral (
  select 'level' as measure, null::text as comparison, d.document -> 'level' as sides
  union all select 'growth' as measure, e.key as comparison, e.value as sides from jsonb_each(d.document -> 'growth') e
  union all
  select e.key as measure, case when e.key <> 'share' then 'GY' end as comparison, e.value as sides
    from jsonb_each(d.document -> 'other') e) m
cross join lateral (select n.side, m.sides -> n.side as measurement from ${SIDE}) b
cross join lateral jsonb_array_elements(coalesce(b.measurement -> 'readings', jsonb_build_array(b.measurement))) r(figure)
where b.measurement is not null`;

/** Columns that later builds show are `more` behind the own ones of a view, `joins` what these are of. */
export const revisionsView = (more = ''): string => /* sql */ `
select ${SERIES}, c.period, g.period_start, g.period_end, c.version, c.sequence, c.known_at,
  d.document #>> '{change,reason}' as reason, m.measure, m.comparison, b.side,
  ${decimal('b.now', 'value')}, ${decimal('b.now', 'low')}, ${decimal('b.now', 'high')},
  ${decimal('b.before', 'value', 'previous_value')}, ${decimal('b.before', 'low', 'previous_low')},
  ${decimal('b.before', 'high', 'previous_high')},
  coalesce(b.now, b.before) ->> 'unit' as unit, b.now ->> 'status' as status, b.now -> 'readings' as readings,
  b.before -> 'readings' as previous_readings${more}
from change c
join series s on s.series_id = c.series_id
join growth_state g on g.series_id = c.series_id and g.period = c.period
cross join lateral (
  select j.document, nullif(j.document #> '{change,previous}', 'null') as previous
  from (select c.document::jsonb as document offset 0) j offset 0) d
-- A version has the members that it changed as they were before; the first version has none.
cross join lateral (
  select 'level' as measure, null::text as comparison, d.document -> 'level' as now, d.previous -> 'level' as before
    where d.previous is null or d.previous ? 'level'
  union all
  select 'growth' as measure, k.name as comparison, d.document #> array['growth', k.name] as now,
      d.previous #> array['growth', k.name] as before
    from jsonb_object_keys(case when d.previous is null then d.document -> 'growth'
      when jsonb_typeof(d.previous -> 'growth') = 'object' then d.previous -> 'growth' else '{}' end) k(name)
  union all
  select k.name as measure, case when k.name <> 'share' then 'GY' end as comparison,
      d.document #> array['other', k.name] as now, d.previous #> array['other', k.name] as before
    from jsonb_object_keys(coalesce(d.document -> 'other', '{}')
      || case when jsonb_typeof(d.previous -> 'other') = 'object' then d.previous -> 'other' else '{}' end) k(name)
    where d.previous is null or d.previous ? 'other') m
cross join lateral (select n.side, m.now -> n.side as now, m.before -> n.side as before from ${SIDE}) b
where b.now is distinct from b.before`;

export const observationsView = (more = '', joins = ''): string => /* sql */ `
select ${SERIES}, f.period, g.period_start, g.period_end,
  f.print ->> 'measure' as measure, f.print ->> 'comparison' as comparison, f.base_period as compared_with,
  ${decimal('f.print', 'value')}, ${decimal('f.print', 'valueHigh', 'value_high')},
  ${decimal('f.print', 'multiplier')},
  f.print ->> 'absence' as absence, f.print ->> 'unit' as unit, f.print ->> 'wording' as wording, f.print ->> 'qualifier' as qualifier,
  f.print ->> 'status' as status, f.print ->> 'publishedAt' as published_at,
  case when f.print ->> 'publishedAt' <> '_U' then f.published_until end as published_until,
  e.known_at, w.known_at as withdrawn_at,
  f.print #>> '{corrects,source}' as corrects_source, f.print #>> '{corrects,id}' as corrects_id,
  f.print ->> 'break' as break, e.data #>> '{evidence,document}' as document,
  e.data #>> '{evidence,quote}' as quote, e.source, e.id${more}
from figure f
join series s on s.series_id = f.series_id
join event e on e.event_id = f.event_id
left join growth_state g on g.series_id = f.series_id and g.period = f.period
left join event w on w.event_id = f.withdrawn_by${joins}`;

export const quoted = (text = ''): string => `'${text.replaceAll("'", "''")}'`;

/** Comments on the columns of these names, in each view that has them. */
export async function commentColumns(
  runner: QueryRunner,
  comments: Readonly<Record<string, string>>,
): Promise<void> {
  const columns = (await runner.query(
    `select c.relname as view, a.attname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'api'::regnamespace and c.relkind = 'v' and a.attnum > 0 and a.attname = any($1)`,
    [Object.keys(comments)],
  )) as { view: string; name: string }[];
  for (const { view, name } of columns)
    await runner.query(`comment on column api.${view}.${name} is ${quoted(comments[name])}`);
}

/** What each column of the schema `api` holds; a name means the same in all views. */
export const API_COLUMNS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(DIMENSIONS.map((name) => [name, DIMENSION_WORDS[name].comment])),
  ...Object.fromEntries(
    IN_SQL.flatMap(({ name, comment, isDecimal }) => [
      [name, comment],
      ...(isDecimal ? [[`${name}_text`, `Digits of ${name}.`]] : []),
    ]),
  ),
  series: 'Series key: the codes of all dimensions, joined by dots.',
  domain: 'customs or platform.',
  value_high: 'Upper end of a printed range.',
  value_high_text: 'Digits of value_high.',
  previous_value: 'value in the version before; null where there was none.',
  previous_value_text: 'Digits of previous_value.',
  previous_low: 'low in the version before.',
  previous_low_text: 'Digits of previous_low.',
  previous_high: 'high in the version before.',
  previous_high_text: 'Digits of previous_high.',
  readings: 'Readings of the side where they differ: reading, value, low, high.',
  previous_readings: 'Readings in the version before.',
  multiplier: 'What the printed value is multiplied by.',
  multiplier_text: 'Digits of multiplier.',
  wording: 'How a change was worded; null for levels.',
  qualifier: 'How exact the print calls itself: exact, about, over, under, range.',
  reason: 'Why the version is: reported, sales, restated, withdrawn, notice, rebuilt.',
  published_until: 'End of published_at; null where no publication is stated.',
  withdrawn_at: 'When its withdrawal reached the broker; null where it stands.',
  quote: 'Words of the document.',
  corrects_source: 'CloudEvents source of the print that the print takes the place of.',
  corrects_id: 'CloudEvents id of that print.',
  break: 'What changed with the period in what the reporter counts.',
  total: 'Sum of the amounts, less returns.',
  total_text: 'Digits of total.',
  events: 'Number of distinct sales.',
  units: 'Sum of the quantities.',
  units_text: 'Digits of units.',
  last_ordered: 'When the latest of the sales was ordered; null of months counted before that was kept.',
  notice: 'Name of the notice.',
  issuer: 'Who issued the notice.',
  title: 'Title of the notice.',
  announced_on: 'Day of the announcement; of a month or year the first day.',
  announced_on_text: 'announced_on as published.',
  effective_from: 'First day in force; of a month or year the first day.',
  effective_from_text: 'effective_from as published.',
  effective_to: 'Last day in force; of a month or year the last day. Null where the notice has no end.',
  effective_to_text: 'effective_to as published.',
  areas: 'Areas that the notice is limited to; empty for none.',
  modes: 'Customs supervision modes that the notice is limited to; empty for none.',
  products: 'Products that the notice is limited to; empty for none.',
  withdrawn: 'Whether the notice was withdrawn.',
};
