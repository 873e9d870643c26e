create view api.observations as
select s.key as series, s.reporter, s.area, s.indicator, s.coverage, s.flow, s.mode, s.product, s.counterpart,
  s.currency, s.domain, f.period, g.period_start, g.period_end,
  f.print ->> 'measure' as measure, f.print ->> 'comparison' as comparison, f.base_period as compared_with,
  (f.print ->> 'value')::numeric as value, f.print ->> 'value' as value_text,
  (f.print ->> 'valueHigh')::numeric as value_high, f.print ->> 'valueHigh' as value_high_text,
  (f.print ->> 'multiplier')::numeric as multiplier, f.print ->> 'multiplier' as multiplier_text,
  f.print ->> 'absence' as absence, f.print ->> 'unit' as unit, f.print ->> 'wording' as wording, f.print ->> 'qualifier' as qualifier,
  f.print ->> 'status' as status, f.print ->> 'publishedAt' as published_at,
  case when f.print ->> 'publishedAt' <> '_U' then f.published_until end as published_until,
  e.known_at, w.known_at as withdrawn_at,
  f.print #>> '{corrects,source}' as corrects_source, f.print #>> '{corrects,id}' as corrects_id,
  f.print ->> 'break' as break, e.data #>> '{evidence,document}' as document,
  e.data #>> '{evidence,quote}' as quote, e.source, e.id,
  f.print ->> 'kind' as kind,
  p.publisher #>> '{code}' as publisher_code,
  p.publisher #>> '{name,en}' as publisher_en,
  p.publisher #>> '{name,zh}' as publisher_zh
from figure f
join series s on s.series_id = f.series_id
join event e on e.event_id = f.event_id
left join growth_state g on g.series_id = f.series_id and g.period = f.period
left join event w on w.event_id = f.withdrawn_by
-- A print that the event tells no publisher of: the state of its figure tells it where the print stands, is named
-- beside what stands, or stood before. Without the offset the state would be searched once for each column.
cross join lateral (
  select coalesce((e.data #> '{evidence,publisher}')::jsonb, (
    select jsonb_path_query_first(c.document::jsonb, '$.**.from ? (@.source == $source && @.id == $id)',
      jsonb_build_object('source', e.source, 'id', e.id)) -> 'publisher'
    from change c where c.sequence = g.sequence)) as publisher offset 0) p;
comment on view api.observations is
  'Every accepted print: the digits as printed, when, in which wording, and the evidence.';
