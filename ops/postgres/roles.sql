-- Made from ops/services.json, ops/frames/roles.sql by npm run -s services: a change is made there.
-- Roles of the database, made before the first migration by a superuser, or by the owner of the database where that is a role with
-- CREATEROLE, as a provider gives it. What only a superuser may do is then left out, with a warning. All or nothing is done, and a second
-- run changes nothing:
--   psql -v ON_ERROR_STOP=1 -d silkgauge -f ops/postgres/roles.sql
-- Passwords (\password silkgauge_owner) or certificates (pg_hba.conf) are set separately, grants by grants.sql.

begin;
do $$
declare
  name text;
begin
  foreach name in array array['silkgauge_owner', 'silkgauge_aggregation', 'silkgauge_growth_api', 'silkgauge_notifier', 'silkgauge_operator'] loop
    begin
      execute format('create role %I login', name);
    exception when duplicate_object or unique_violation then
      null;
    end;
  end loop;
  begin
    -- Readers of the schema `api` are members of this group (reader.sql).
    create role silkgauge_read nologin;
  exception when duplicate_object or unique_violation then
    null;
  end;
end $$;

-- No other role may connect.
do $$
begin
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to silkgauge_owner, silkgauge_aggregation, silkgauge_growth_api, silkgauge_notifier, silkgauge_operator, silkgauge_read',
    current_database());
  -- Audit and rebuild fill a schema of their own, and copy rows by temporary tables.
  execute format('grant create, temporary on database %I to silkgauge_operator', current_database());
end $$;
revoke all on schema public from public;
grant usage on schema public to silkgauge_aggregation, silkgauge_growth_api, silkgauge_notifier, silkgauge_operator;

-- PostgreSQL lets everybody take advisory locks and make large objects. A login that takes the locks of the product
-- stops it, and one that makes large objects fills the disk.
do $$
declare
  opened regprocedure;
begin
  if not (select rolsuper from pg_roles where rolname = current_user) then
    raise warning 'every login may take advisory locks and make large objects: only a superuser takes that from all. Give readers a standby or a database of their own.';
    return;
  end if;
  for opened in
    select oid from pg_proc
    where pronamespace = 'pg_catalog'::regnamespace and proname ~ '^pg_(try_)?advisory_(xact_)?lock(_shared)?$'
  loop
    execute format('revoke execute on function %s from public', opened);
    execute format('grant execute on function %s to silkgauge_owner, silkgauge_aggregation, silkgauge_notifier, silkgauge_operator', opened);
  end loop;
  for opened in
    select oid from pg_proc
    where pronamespace = 'pg_catalog'::regnamespace and proname in ('lo_creat', 'lo_create', 'lo_from_bytea')
  loop
    execute format('revoke execute on function %s from public', opened);
  end loop;
end $$;

-- `npm run recover -- --publish` ends the session of the relay that leads.
do $$
begin
  grant pg_signal_backend to silkgauge_operator;
exception when insufficient_privilege then
  raise warning 'silkgauge_operator may end no session of others: `npm run recover -- --publish` does not end that of the relay. Stop the aggregations before it.';
end $$;

-- Whoever is no superuser makes schemas of the owner as a member of it alone.
do $$
begin
  if not (select rolsuper from pg_roles where rolname = current_user) then
    grant silkgauge_owner to current_user;
  end if;
end $$;
-- The owner migrates, and owns the tables.
grant usage, create on schema public to silkgauge_owner;
create schema if not exists api authorization silkgauge_owner;
create schema if not exists notifier authorization silkgauge_owner;
commit;
