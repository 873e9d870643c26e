-- One row for each time that the read model was built again from the log and switched.
create table rebuild (
  rebuild_id     bigint generated always as identity primary key,
  reason         text   not null,
  actor          text   not null,
  begun_at       timestamptz not null,
  switched_at    timestamptz not null default clock_timestamp(),
  digest_before  text   not null,
  digest         text   not null,
  after_sequence bigint not null,              -- the log before the switch; versions of the rebuild lie behind it
  changes        bigint not null               -- how many versions it made
);
