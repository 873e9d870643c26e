-- Up to where each relay has published the log.
create table relay_position (
  relay    text   primary key,
  sequence bigint not null
);
