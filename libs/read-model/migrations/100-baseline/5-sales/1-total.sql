-- Exact totals. Each batch writes them, so they have no foreign key to series, as change has none.
create table sale_total (
  series_id    bigint  not null,
  period       text    not null collate "C",
  total        numeric not null,
  events       bigint  not null,
  units        numeric not null,
  last_ordered text,                           -- when the latest of the sales was ordered, RFC 3339 in UTC as states tell it; null where it is not known
  primary key (series_id, period)
) with (fillfactor = 80);
