create view api.sales as
select s.key as series, s.reporter, s.area, s.indicator, s.coverage, s.flow, s.mode, s.product, s.counterpart,
  s.currency, s.domain, t.period, g.period_start, g.period_end, t.total, t.total::text as total_text, t.events,
  t.units, t.units::text as units_text, t.last_ordered::timestamptz as last_ordered, g.known_at
from sale_total t
join series s on s.series_id = t.series_id
join growth_state g on g.series_id = t.series_id and g.period = t.period;
comment on view api.sales is 'Exact totals of months of platform sales.';
