import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** Audit rows of operators, and tables that bound the change log. */
export class Operations1700000000002 implements MigrationInterface {
  readonly name = 'Operations1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runStatements(runner, SQL);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const SQL = /* sql */ `
-- Offsets that an operator stepped over; a rebuild has to step over the same.
create table position_skip (
  topic       text   not null collate "C",
  partition   int    not null,
  from_offset bigint not null,
  next_offset bigint not null check (next_offset > from_offset),
  found       text   not null check (found in ('record', 'unreadable', 'gone')),
  cause       text   not null,                 -- what was wrong with what was found
  reason      text   not null,                 -- the operator's
  actor       text   not null,
  skipped_at  timestamptz not null default now(),
  primary key (topic, partition, from_offset)
);

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

-- Where the change log ended at a time of the clock: knownAt says nothing about how long readers have had a change.
create table change_mark (
  marked_at timestamptz not null primary key default clock_timestamp(),
  sequence  bigint not null
);

-- What of the log has been looked through for versions to remove, and the highest sequence that was removed.
create table change_retention (
  domain        text   not null primary key,
  scanned_until bigint not null,
  thinned_until bigint not null,
  removed       bigint not null
);
insert into change_retention (domain, scanned_until, thinned_until, removed) values ('platform', 0, 0, 0);

-- Sales behind the removed versions of a state, by hour, so that what is behind a state can still be told.
create table thinned_fold (
  series_id     int    not null references series,
  period        text   not null collate "C",
  hour          timestamptz not null,
  topic         text   not null collate "C",
  partition     int    not null,
  from_offset   bigint not null,
  to_offset     bigint not null,
  events        bigint not null,
  versions      bigint not null,
  until_version int    not null,               -- the newest of the removed versions
  primary key (series_id, period, hour, topic, partition)
);

-- Removed versions come back as free space long before a fifth of the table is dead.
alter table change set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 10000);
`;
