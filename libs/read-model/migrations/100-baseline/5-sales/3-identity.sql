-- Identities of accepted sales, 16 bytes each, packed by batch; the window is bounded by count and age.
create table identity_window (
  topic        text   not null collate "C",
  partition    int    not null,
  first_offset bigint not null,
  known_until  timestamptz not null,
  identities   bytea  not null,
  primary key (topic, partition, first_offset)
);
