-- Growth over a year earlier as printed and by whom, beside what other figures compute; dates for any program that draws:
--   psql "postgres://grafana@localhost/silkgauge" -f examples/sql/psql.sql
select r.area, r.period, r.period_end, r.value as reported, c.value as computed, r.low, r.high, r.verdict,
  r.reporter, r.publisher_en as printed_by, r.kind, r.published_at
from api.growth r
left join api.growth c
  on c.series = r.series and c.period = r.period and c.measure = 'growth' and c.comparison = 'GY' and c.side = 'computed'
where r.measure = 'growth' and r.comparison = 'GY' and r.side = 'reported'
order by r.series, r.period_start;
