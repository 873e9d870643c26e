-- A login that reads the schema api. A superuser, or the role that ran roles.sql, runs this for each reader, then \password grafana:
--   psql -v ON_ERROR_STOP=1 -v reader=grafana -d silkgauge -f ops/postgres/reader.sql
-- A second run changes nothing. The limits stand with the login, as a member has none of its group's settings in PostgreSQL.

set silkgauge.reader = :'reader';
do $$
declare
  reader text := current_setting('silkgauge.reader');
begin
  begin
    execute format('create role %I login', reader);
  exception when duplicate_object or unique_violation then
    null;
  end;
  execute format('alter role %I connection limit 10', reader);
  execute format('grant silkgauge_read to %I', reader);
  begin
    -- The temporary files of a query, for each process that works on it.
    execute format('alter role %I set temp_file_limit = %L', reader, '1GB');
  exception when insufficient_privilege then
    raise warning 'temp_file_limit of % is not set: only a superuser sets it. Bound the temporary files of the server in its settings.', reader;
  end;

  -- Defaults, which the login itself may set otherwise.
  execute format('alter role %I set search_path = api', reader);
  execute format('alter role %I set default_transaction_read_only = on', reader);
  execute format('alter role %I set statement_timeout = %L', reader, '30s');
  -- An open transaction keeps rows that vacuum would remove.
  execute format('alter role %I set idle_in_transaction_session_timeout = %L', reader, '60s');
end $$;
