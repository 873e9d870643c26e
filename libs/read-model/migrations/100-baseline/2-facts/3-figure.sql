-- Prints, never overwritten. Two clocks beside the period: known_at here, published_until at the publisher.
create table figure (
  event_id        bigint not null primary key references event,
  series_id       bigint not null references series,
  period          text not null collate "C",
  base_period     text collate "C",            -- the comparison resolved to a period; null for levels and unknown
  published_until timestamptz not null,        -- the end of the publication instant, day, month or year
  print           json not null,               -- the parsed print (libs/growth Figure): what assembling reads
  withdrawn_by    bigint references event      -- set once; known from that event's known_at on
);
create index figure_period on figure (series_id, period);
-- Readers ask for all series of a period.
create index figure_of_period on figure (period);
