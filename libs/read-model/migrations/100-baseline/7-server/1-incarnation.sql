-- One row for each time that the database's server had started, here or elsewhere, and the topics were found to hold nothing that the
-- change log does not have, or were recovered from. The newest one tells which server may be written to.
create table incarnation (
  n                 int    not null primary key,
  system_identifier bigint not null,
  timeline          bigint not null,
  started           timestamptz not null,
  after_sequence    bigint not null,           -- behind it, up to until_sequence, is what was published and is lost
  until_sequence    bigint not null check (until_sequence >= after_sequence),
  found_at          timestamptz not null default clock_timestamp(),
  reason            text   not null,
  actor             text   not null,
  database          bigint not null default 0, -- a copy by CREATE DATABASE has another identifier
  written_by        xid    not null default pg_current_xact_id()::xid,  -- a row that a restore has inserted was written by another transaction
  token             uuid   not null default gen_random_uuid(),  -- published records of its sequences carry the token
  read_again        jsonb  not null default '[]'  -- where input topics ended when lost input began to be read again
);
