-- Versions of states. A series is registered in the same transaction, or before it, and is never taken away: a foreign key would
-- lock the rows of series, which is writing to them.
create table change (
  sequence  bigint not null primary key,
  series_id bigint not null,
  period    text   not null collate "C",
  version   int    not null,
  known_at  timestamptz not null,
  document  text   not null                    -- JSON of the state without key, series, period, version, sequence, knownAt
)
-- Removed versions come back as free space long before a fifth of the table is dead.
with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 10000);
create unique index change_version on change (series_id, period, version);
create index change_known on change (known_at, sequence);
-- The words of nearly every version are left out, so that months of sales have no entries.
create index change_words on change
  using gin ((array_remove(array_remove(array_remove(state_words(document), 'unchecked'), 'reported'), 'sales')))
  where array_remove(array_remove(array_remove(state_words(document), 'unchecked'), 'reported'), 'sales') <> '{}';
