-- A login that reads the schema api. A superuser runs this once for each reader, then \password grafana:
--   psql -v ON_ERROR_STOP=1 -v reader=grafana -d silkgauge -f ops/postgres/reader.sql
-- The limits stand with the login, as a member has none of its group's settings in PostgreSQL.

create role :"reader" login connection limit 10 in role silkgauge_read;
-- Only a superuser sets this one: the temporary files of a query, for each process that works on it.
alter role :"reader" set temp_file_limit = '1GB';

-- Defaults, which the login itself may set otherwise.
alter role :"reader" set search_path = api;
alter role :"reader" set default_transaction_read_only = on;
alter role :"reader" set statement_timeout = '30s';
-- An open transaction keeps rows that vacuum would remove.
alter role :"reader" set idle_in_transaction_session_timeout = '60s';
