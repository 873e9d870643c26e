-- Gives a login of reader.sql a schema of its own name, which dbt fills with views of the schema api. A second run changes nothing:
--   psql -v ON_ERROR_STOP=1 -v reader=dbt -d silkgauge -f ops/postgres/reader.sql -f ops/postgres/own-schema.sql
set silkgauge.reader = :'reader';
do $$
declare
  reader text := current_setting('silkgauge.reader');
begin
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant %I to current_user', reader);
  end if;
  execute format('create schema if not exists %I authorization %I', reader, reader);
  execute format('alter role %I set default_transaction_read_only = off', reader);
end $$;
