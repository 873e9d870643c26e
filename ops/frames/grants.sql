-- Grants of each role on the tables. The owner runs this after each migration; a second run changes nothing:
--   psql -v ON_ERROR_STOP=1 -d silkgauge -U silkgauge_owner -f ops/postgres/grants.sql

# <grants>
