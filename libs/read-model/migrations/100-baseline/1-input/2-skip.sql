-- Offsets that an operator stepped over; a rebuild has to step over the same.
create table position_skip (
  topic       text   not null collate "C",
  partition   int    not null,
  from_offset bigint not null,
  next_offset bigint not null,
  found       text   not null check (found in ('record', 'unreadable', 'gone', 'log-replaced')),
  cause       text   not null,                 -- what was wrong with what was found
  reason      text   not null,                 -- the operator's
  actor       text   not null,
  skipped_at  timestamptz not null default now(),
  primary key (topic, partition, from_offset),
  -- Another log is read from its beginning.
  check (found = 'log-replaced' or next_offset > from_offset)
);
