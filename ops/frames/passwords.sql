-- Passwords of the roles of roles.sql, each from a file of the folder PASSWORDS; whoever ran that runs this:
--   PASSWORDS=secrets/postgres psql -v ON_ERROR_STOP=1 -d silkgauge -f ops/postgres/passwords.sql
set password_encryption = 'scram-sha-256';
-- Only a superuser keeps its statements from the log of the server.
select current_setting('is_superuser') as is_superuser \gset
\if :is_superuser
set log_statement = 'none';
\endif
# <passwords>
