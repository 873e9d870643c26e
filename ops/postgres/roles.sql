-- The roles of Silkgauge's database. A superuser runs this once in the database, before it is migrated; again it changes nothing:
--   psql -v ON_ERROR_STOP=1 -d silkgauge -f ops/postgres/roles.sql
-- Passwords are set apart (\password silkgauge_owner), or certificates by pg_hba.conf.
-- What each may do with the tables is in grants.sql, which the owner runs after each migration.

do $$
declare
  name text;
begin
  foreach name in array array['silkgauge_owner', 'silkgauge_aggregation', 'silkgauge_growth_api', 'silkgauge_operator'] loop
    begin
      execute format('create role %I login', name);
    exception when duplicate_object or unique_violation then
      null;
    end;
  end loop;
end $$;

-- Nobody else comes in.
do $$
begin
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to silkgauge_owner, silkgauge_aggregation, silkgauge_growth_api, silkgauge_operator',
    current_database());
  -- Audit and rebuild build a read model beside the live one, in a schema of their own, and carry over by temporary tables.
  execute format('grant create, temporary on database %I to silkgauge_operator', current_database());
end $$;
revoke all on schema public from public;
grant usage on schema public to silkgauge_aggregation, silkgauge_growth_api, silkgauge_operator;

-- `npm run recover -- --publish` ends the session of the relay that leads.
grant pg_signal_backend to silkgauge_operator;

-- Migrates, and owns what it makes.
grant usage, create on schema public to silkgauge_owner;
