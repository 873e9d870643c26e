-- Ids are as wide as those of events: servers that share the numbering have separate ranges.
create table series (
  series_id   bigint generated always as identity primary key,
  key         text not null collate "C",
  domain      text not null check (domain in ('customs', 'platform')),
  reporter    text not null collate "C",
  area        text not null collate "C",
  indicator   text not null collate "C",
  coverage    text not null collate "C",
  flow        text not null collate "C",
  mode        text not null collate "C",
  product     text not null collate "C",
  counterpart text not null collate "C",
  currency    text not null collate "C"
);
create unique index series_key on series (key);
create index series_area on series (area);
