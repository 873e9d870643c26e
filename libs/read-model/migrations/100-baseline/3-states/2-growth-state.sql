-- The present: which change is the newest of each key. Each batch writes it, so it has no foreign key to series, as change has none.
create table growth_state (
  series_id    bigint not null,
  period       text   not null collate "C",
  period_start date,                           -- null for _U
  period_end   date,
  version      int    not null,
  sequence     bigint not null,
  known_at     timestamptz not null,
  primary key (series_id, period)
) with (fillfactor = 80);
-- Readers ask for all series of a period. Periods of rows never change, so updates stay off these indexes, and within their page.
create index growth_state_period on growth_state (period);
create index growth_state_start on growth_state (coalesce(period_start, '-infinity'::date), period);
