-- Where the change log ended at a time of the clock: knownAt says nothing about how long readers have had a change.
create table change_mark (
  marked_at timestamptz not null primary key default clock_timestamp(),
  sequence  bigint not null
);

-- What of the log has been looked through for versions to remove, and the highest sequence that was removed.
create table change_retention (
  domain        text   not null primary key,
  scanned_until bigint not null,
  thinned_until bigint not null,
  removed       bigint not null
);
insert into change_retention (domain, scanned_until, thinned_until, removed) values ('platform', 0, 0, 0);
