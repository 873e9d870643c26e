import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** After a restore or a lost commit, the database accepts no batch before a check of the topics. */
export class Incarnations1700000000011 implements MigrationInterface {
  readonly name = 'Incarnations1700000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runStatements(runner, SQL);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const SQL = /* sql */ `
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
  actor             text   not null
);

-- Versions that were published of keys of which the database knows none any more: the next one of each begins above.
create table version_floor (
  series_id bigint not null references series,
  period    text not null collate "C",
  version   int  not null,
  primary key (series_id, period)
);

-- The server as it is now. A restored copy has another start, a promoted standby another timeline, a new cluster another identifier.
create function this_server(out system_identifier bigint, out timeline bigint, out started timestamptz) language sql stable as $$
  select s.system_identifier, ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::bigint, pg_postmaster_start_time()
  from pg_control_system() s
$$;

create function is_known_server() returns boolean language plpgsql stable as $$
begin
  return exists (
    select from (select * from incarnation order by n desc limit 1) i, this_server() s
    where (i.system_identifier, i.timeline, i.started) = (s.system_identifier, s.timeline, s.started));
end $$;

create function require_known_server() returns trigger language plpgsql as $$
begin
  if not is_known_server() then
    raise exception 'the database has started anew, and the topics were not looked at since' using errcode = 'SG003';
  end if;
  return null;
end $$;

-- Whatever a batch causes is in one transaction with its position.
create trigger known_server before update of next_offset on consumer_position
  for each statement execute function require_known_server();
`;
