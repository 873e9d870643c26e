-- Claims by the states that they depend on, so that a changed state makes them due.
create table claim (
  event_id    bigint  not null primary key references event,
  series      text    not null collate "C",    -- keys of the series it speaks of and compares with: nobody need know them yet
  compared_to text    collate "C",
  period      text    not null collate "C",
  due         boolean not null default true    -- its standing is to be judged anew
);
create index claim_series on claim (series, period);
create index claim_compared on claim (compared_to, period) where compared_to is not null;
create index claim_due on claim (event_id) where due;
