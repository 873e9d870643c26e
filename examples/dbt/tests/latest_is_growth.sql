-- The latest value of a rate is the one that growth has. A row is a fault.
select r.series, r.period, r.comparison, r.latest_value, g.value
from {{ ref('growth_revisions') }} r
join {{ source('silkgauge', 'growth') }} g
  on g.series = r.series and g.period = r.period and g.comparison = r.comparison
where g.measure = 'growth' and g.side = 'reported' and g.reading is null and g.value <> r.latest_value
