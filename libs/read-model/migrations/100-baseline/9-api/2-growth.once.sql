create view api.growth as
select s.key as series, s.reporter, s.area, s.indicator, s.coverage, s.flow, s.mode, s.product, s.counterpart,
  s.currency, s.domain, g.period, g.period_start, g.period_end,
  m.measure, m.comparison, m.sides ->> 'comparedWith' as compared_with, b.side, r.figure ->> 'reading' as reading,
  (r.figure ->> 'value')::numeric as value, r.figure ->> 'value' as value_text,
  (r.figure ->> 'low')::numeric as low, r.figure ->> 'low' as low_text,
  (r.figure ->> 'high')::numeric as high, r.figure ->> 'high' as high_text,
  b.measurement ->> 'absence' as absence, b.measurement ->> 'unit' as unit, b.measurement ->> 'status' as status,
  b.measurement #>> '{from,source}' as source, b.measurement #>> '{from,id}' as id,
  b.measurement #>> '{from,document}' as document, b.measurement #>> '{from,publishedAt}' as published_at,
  b.measurement ->> 'formula' as formula,
  m.sides ->> 'verdict' as verdict, (m.sides ->> 'gap')::numeric as gap, m.sides ->> 'gap' as gap_text,
  array(select jsonb_array_elements_text(d.document -> 'flags')) as flags,
  g.version, g.sequence, g.known_at,
  b.measurement #>> '{from,kind}' as kind,
  b.measurement #>> '{from,publisher,code}' as publisher_code,
  b.measurement #>> '{from,publisher,name,en}' as publisher_en,
  b.measurement #>> '{from,publisher,name,zh}' as publisher_zh
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
cross join lateral (
  select n.side, m.sides -> n.side as measurement
  from (values ('reported'), ('computed'), ('implied'), ('forecast')) n(side)) b
cross join lateral jsonb_array_elements(coalesce(b.measurement -> 'readings', jsonb_build_array(b.measurement))) r(figure)
where b.measurement is not null;
comment on view api.growth is
  'Growth as known now: one row for each side of a measure, or for each reading where a side has several. The rows of /v1/growth.csv.';
