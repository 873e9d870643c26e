-- One row: the last sequence that the desk has dealt with.
create table desk_position (
  single   boolean not null primary key default true check (single),
  sequence bigint  not null
);
insert into desk_position (sequence) values (0);
