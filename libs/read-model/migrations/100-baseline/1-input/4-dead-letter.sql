create table dead_letter (
  dead_letter_id bigint generated always as identity primary key,
  topic     text   not null collate "C",
  partition int    not null,
  "offset"  bigint not null,
  known_at  timestamptz not null,
  rule      text   not null,
  reason    text   not null,
  key       bytea,
  value     bytea,
  headers   json   not null,                   -- [[name, base64], ...] in the original order
  relayed   boolean not null default false
);
create unique index dead_letter_place on dead_letter (topic, partition, "offset");
create index dead_letter_waiting on dead_letter (dead_letter_id) where not relayed;
