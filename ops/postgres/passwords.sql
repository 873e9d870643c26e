-- Made from ops/services.json, ops/frames/passwords.sql by npm run -s services: a change is made there.
-- Passwords of the roles of roles.sql, each from a file of the folder PASSWORDS; whoever ran that runs this:
--   PASSWORDS=secrets/postgres psql -v ON_ERROR_STOP=1 -d silkgauge -f ops/postgres/passwords.sql
set password_encryption = 'scram-sha-256';
-- Only a superuser keeps its statements from the log of the server.
select current_setting('is_superuser') as is_superuser \gset
\if :is_superuser
set log_statement = 'none';
\endif
\set password `cat "$PASSWORDS/password-silkgauge_owner"`
alter role silkgauge_owner password :'password';
\set password `cat "$PASSWORDS/password-silkgauge_aggregation"`
alter role silkgauge_aggregation password :'password';
\set password `cat "$PASSWORDS/password-silkgauge_growth_api"`
alter role silkgauge_growth_api password :'password';
\set password `cat "$PASSWORDS/password-silkgauge_notifier"`
alter role silkgauge_notifier password :'password';
\set password `cat "$PASSWORDS/password-silkgauge_operator"`
alter role silkgauge_operator password :'password';
