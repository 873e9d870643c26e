-- Where each input partition stands: the only truth; Kafka's own offsets are a hint.
-- A record before next_offset has been dealt with. epoch counts assignments and fences the previous owner.
create table consumer_position (
  topic       text   not null collate "C",
  partition   int    not null,
  epoch       bigint not null default 0,
  next_offset bigint not null default 0,
  last_batch  json,                            -- the last record batch dealt with: offset, leader epoch, CRC-32C, append time; another at its place is another log
  topic_id    uuid,                            -- of the topic that was read; null where the broker gives none
  primary key (topic, partition)
);
