-- Sales behind the removed versions of a state, by hour, so that what is behind a state can still be told.
create table thinned_fold (
  series_id       bigint not null references series,
  period          text   not null collate "C",
  hour            timestamptz not null,
  topic           text   not null collate "C",
  partition       int    not null,
  from_offset     bigint not null,
  to_offset       bigint not null,
  events          bigint not null,
  versions        bigint not null,
  until_version   int    not null,             -- the newest of the removed versions
  rebuilt_version int    not null default 0,   -- the newest rebuilt one before them: sums from before a rebuild are not mixed with later ones
  primary key (series_id, period, hour, topic, partition, rebuilt_version)
);

-- One row for each version that a rebuild gave a state of sales; its folds replace those of earlier versions.
create table rebuilt_fold (
  series_id bigint not null references series,
  period    text   not null collate "C",
  version   int    not null,
  folds     json   not null,                   -- [{topic, partition, from, to, events, versions}]: what the log says is behind it
  primary key (series_id, period, version)
);
