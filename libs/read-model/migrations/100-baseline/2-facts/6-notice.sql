create table notice (
  notice    text    not null collate "C" primary key,
  event_id  bigint  not null references event, -- the newest publication or withdrawal
  withdrawn boolean not null,
  data      json                               -- of the newest publication
);
