-- One row for each withdrawal, by what it names: it may arrive before that. All of an event are refused together.
-- One that came by another topic than what it names must not stand in the way of the right one.
create table withdrawal (
  ref_source text   not null collate "C",
  ref_id     text   not null collate "C",
  event_id   bigint not null primary key references event,
  topic      text   not null collate "C",
  -- The record as delivered, for the dead letter of a withdrawal that came before its event; null of one that came after it.
  key        bytea,
  value      bytea,
  headers    json
);
create index withdrawal_ref on withdrawal (ref_source, ref_id);
