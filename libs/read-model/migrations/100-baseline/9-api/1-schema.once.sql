-- Documented views for psql, dbt, Grafana and other clients of SQL.
-- ops/postgres/roles.sql makes the schema where the owner of the tables may not.
do $$ begin if to_regnamespace('api') is null then create schema api; end if; end $$;
comment on schema api is 'Figures for clients of SQL. The column _text beside a number has its digits as text.';
