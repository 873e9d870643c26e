-- Events under embargo, as ciphertext until the clock lifts them. One whose key is not given is held for that key, and holds up no other.
create table embargoed (
  topic      text   not null,
  partition  int    not null,
  "offset"   bigint not null,
  until      timestamptz,                      -- the instant, or
  release    text   collate "C",               -- the release whose instant it waits for, or
  jwe        text   not null,
  generation int,                              -- the key of this generation, without which nobody knows what it waits for
  pushed_by  text   not null collate "C" default '',  -- by whom what is held is counted
  publishers json,                             -- for whose releases it may wait: codes, or their beginnings and a star; null: any
  primary key (topic, partition, "offset"),
  check (num_nonnulls(until, release, generation) = 1)
);
create index embargoed_until on embargoed (until) where until is not null;
create index embargoed_release on embargoed (release) where release is not null;
create index embargoed_generation on embargoed (generation) where generation is not null;
create index embargoed_pushed_by on embargoed (pushed_by);
