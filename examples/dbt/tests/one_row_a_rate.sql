-- A rate has one row. A row is a fault.
select series, period, comparison
from {{ ref('growth_revisions') }}
group by series, period, comparison
having count(*) > 1
