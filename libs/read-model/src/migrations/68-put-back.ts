import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** A copy put back within a running server is as unknown as one on another server, and records name their incarnation. */
export class PutBack1700000000068 implements MigrationInterface {
  readonly name = 'PutBack1700000000068';

  async up(runner: QueryRunner): Promise<void> {
    await runStatements(runner, SQL);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const SQL = /* sql */ `
-- Rows of before are of no database that is: the topics are looked at once more.
alter table incarnation
  add database   bigint not null default 0,                             -- a copy by CREATE DATABASE has another identifier
  add written_by xid    not null default pg_current_xact_id()::xid,     -- a row that a restore has inserted was written by another transaction
  add token      uuid   not null default gen_random_uuid(),             -- published records of its sequences carry the token
  add read_again jsonb  not null default '[]';                          -- where input topics ended when lost input began to be read again

drop function this_server();

-- The server and database as they are now. A restored copy of the server has another start, a promoted standby another timeline, a new
-- cluster another identifier; a copy of the database within the server has another identifier of the database.
create function this_server(out system_identifier bigint, out timeline bigint, out started timestamptz, out database bigint) language sql stable as $$
  select s.system_identifier, ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::bigint, pg_postmaster_start_time(),
    (select oid::bigint from pg_database where datname = current_database())
  from pg_control_system() s
$$;

create or replace function is_known_server() returns boolean language plpgsql stable as $$
begin
  return exists (
    select from (select *, xmin from incarnation order by n desc limit 1) i, this_server() s
    where (i.system_identifier, i.timeline, i.started, i.database) = (s.system_identifier, s.timeline, s.started, s.database)
      and i.xmin = i.written_by);
end $$;
`;
