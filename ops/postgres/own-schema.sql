-- Gives a login of reader.sql a schema of its own name, which dbt fills with views of the schema api:
--   psql -v ON_ERROR_STOP=1 -v reader=dbt -d silkgauge -f ops/postgres/reader.sql -f ops/postgres/own-schema.sql
create schema :"reader" authorization :"reader";
alter role :"reader" set default_transaction_read_only = off;
