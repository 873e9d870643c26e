create view api.revisions as
select s.key as series, s.reporter, s.area, s.indicator, s.coverage, s.flow, s.mode, s.product, s.counterpart,
  s.currency, s.domain, c.period, g.period_start, g.period_end, c.version, c.sequence, c.known_at,
  d.document #>> '{change,reason}' as reason, m.measure, m.comparison, b.side,
  (b.now ->> 'value')::numeric as value, b.now ->> 'value' as value_text,
  (b.now ->> 'low')::numeric as low, b.now ->> 'low' as low_text,
  (b.now ->> 'high')::numeric as high, b.now ->> 'high' as high_text,
  (b.before ->> 'value')::numeric as previous_value, b.before ->> 'value' as previous_value_text,
  (b.before ->> 'low')::numeric as previous_low, b.before ->> 'low' as previous_low_text,
  (b.before ->> 'high')::numeric as previous_high, b.before ->> 'high' as previous_high_text,
  coalesce(b.now, b.before) ->> 'unit' as unit, b.now ->> 'status' as status, b.now -> 'readings' as readings,
  b.before -> 'readings' as previous_readings,
  b.now #>> '{from,publishedAt}' as published_at,
  b.now #>> '{from,kind}' as kind,
  b.now #>> '{from,publisher,code}' as publisher_code,
  b.now #>> '{from,publisher,name,en}' as publisher_en,
  b.now #>> '{from,publisher,name,zh}' as publisher_zh,
  b.before #>> '{from,publishedAt}' as previous_published_at,
  b.before #>> '{from,kind}' as previous_kind,
  b.before #>> '{from,publisher,code}' as previous_publisher_code,
  b.before #>> '{from,publisher,name,en}' as previous_publisher_en,
  b.before #>> '{from,publisher,name,zh}' as previous_publisher_zh
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
cross join lateral (
  select n.side, m.now -> n.side as now, m.before -> n.side as before
  from (values ('reported'), ('computed'), ('implied'), ('forecast')) n(side)) b
where b.now is distinct from b.before;
comment on view api.revisions is
  'What each kept version changed: one row for each side that differs from the version before. Before a first version, or one that a rebuild began, stands nothing.';
