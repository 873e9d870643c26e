-- Versions of what is registered, so that all that is told rests on one order.
create table register_version (
  sequence bigint not null primary key,        -- of change_cursor, as those of change
  kind     text   not null check (kind in ('notice', 'claim', 'order', 'statement', 'bulletin', 'alert', 'release')),
  key      text   not null collate "C",        -- its name
  version  int    not null,
  known_at timestamptz not null,
  document text   not null                     -- JSON, without name, version, sequence and knownAt
);
create unique index register_version_key on register_version (kind, key, version);
create index register_version_kind on register_version (kind, sequence);
