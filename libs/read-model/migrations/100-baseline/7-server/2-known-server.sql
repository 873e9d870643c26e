-- The server and database as they are now. A restored copy of the server has another start, a promoted standby another timeline, a new
-- cluster another identifier; a copy of the database within the server has another identifier of the database.
create function this_server(out system_identifier bigint, out timeline bigint, out started timestamptz, out database bigint) language sql stable as $$
  select s.system_identifier, ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::bigint, pg_postmaster_start_time(),
    (select oid::bigint from pg_database where datname = current_database())
  from pg_control_system() s
$$;

create function is_known_server() returns boolean language plpgsql stable as $$
begin
  return exists (
    select from (select *, xmin from incarnation order by n desc limit 1) i, this_server() s
    where (i.system_identifier, i.timeline, i.started, i.database) = (s.system_identifier, s.timeline, s.started, s.database)
      and i.xmin = i.written_by);
end $$;

create function require_known_server() returns trigger language plpgsql as $$
begin
  if not is_known_server() then
    raise exception 'the database has started anew, and the topics were not looked at since' using errcode = 'SG003';
  end if;
  return null;
end $$;

-- Whatever a batch causes is in one transaction with its position, and what the desk writes with the desk's.
create trigger known_server before update of next_offset on consumer_position
  for each statement execute function require_known_server();
create trigger known_server before update on desk_position
  for each statement execute function require_known_server();
