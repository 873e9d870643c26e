-- How far each printed rate has moved since it first stood.
select series, period, period_start, comparison, max(version) as version,
  (array_agg(value order by version))[1] as first_value,
  (array_agg(value order by version desc))[1] as latest_value
from {{ source('silkgauge', 'revisions') }}
where measure = 'growth' and side = 'reported' and value is not null
group by series, period, period_start, comparison
