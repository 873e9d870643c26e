-- How many printed rates of each reporter have moved since they first stood, and how far.
select split_part(series, '.', 1) as reporter, count(*) as rates,
  count(*) filter (where latest_value <> first_value) as revised, max(abs(latest_value - first_value)) as largest_move
from {{ ref('growth_revisions') }}
group by 1
