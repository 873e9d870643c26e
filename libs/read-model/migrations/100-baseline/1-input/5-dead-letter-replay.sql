-- One row per dead letter that was sent back to its topic, by where the letter's record first stood.
create table dead_letter_replay (
  topic          text   not null collate "C",
  partition      int    not null,
  "offset"       bigint not null,
  fix            text   not null check (fix in ('none', 'patch', 'replacement')),
  reason         text   not null,
  actor          text   not null,
  requested_at   timestamptz not null default now(),
  searched_from  json   not null,              -- [[partition, offset], ...]: the topic's ends before it was sent
  sent_partition int,                          -- null until it is known to be sent
  sent_offset    bigint,
  sent_at        timestamptz,
  primary key (topic, partition, "offset")
);
