-- Versions that were published of keys of which the database knows none any more: the next one of each begins above.
create table version_floor (
  series_id bigint not null references series,
  period    text   not null collate "C",
  version   int    not null,
  primary key (series_id, period)
);

-- The same of what is registered and published.
create table register_floor (
  kind    text not null check (kind in ('notice', 'claim', 'bulletin', 'alert', 'release')),
  key     text not null collate "C",
  version int  not null,
  primary key (kind, key)
);
