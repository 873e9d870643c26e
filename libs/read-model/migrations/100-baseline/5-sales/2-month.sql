-- The first change that counted a sale of a platform in a month; its newest month is incomplete.
create table sale_month (
  platform text        not null collate "C",
  month    text        not null collate "C",   -- YYYY-MM in UTC
  sequence bigint      not null,
  known_at timestamptz not null,
  primary key (platform, month)
);
