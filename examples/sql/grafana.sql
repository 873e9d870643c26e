-- Query of a Grafana panel (PostgreSQL data source, format: time series).
select period_end::timestamptz as "time", series as metric, value
from api.growth
where measure = 'growth' and comparison = 'GY' and side = 'reported' and value is not null
  and $__timeFilter(period_end)
order by 1;
