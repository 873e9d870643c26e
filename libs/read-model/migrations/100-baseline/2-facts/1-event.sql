-- One row per delivery of a figure, claim, notice, statement or withdrawal; of sales only the rejected ones.
create table event (
  event_id  bigint generated always as identity primary key,
  source    text   not null collate "C",
  id        text   not null collate "C",
  type      text   not null,
  topic     text   not null collate "C",
  partition int    not null,
  "offset"  bigint not null,
  known_at  timestamptz not null,              -- the broker's append time
  outcome   text   not null check (outcome in ('applied', 'superseded', 'duplicate', 'rejected')),
  rule      text,
  reason    text,
  digest    bytea,                             -- sha-256 of type and data as canonical JSON
  time      text,                              -- the CloudEvent's own time, as given
  data      json,                              -- as delivered; null for a duplicate
  pushed_by text                               -- who pushed it at a door; null for a record that does not say
);
create unique index event_place on event (topic, partition, "offset");
-- Accepted deliveries are found by their identity, refused ones by an index of their own.
create unique index event_identity on event (source, id) where outcome in ('applied', 'superseded');
create index event_refused on event (source, id) where outcome not in ('applied', 'superseded');
-- Registers list claims, statements and notices; figures are read by series.
create index event_register on event (type, event_id) where outcome in ('applied', 'superseded') and type <> 'silkgauge.figure.reported.v1';
