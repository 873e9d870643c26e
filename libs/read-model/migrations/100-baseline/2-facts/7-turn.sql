-- Tokens of the last transaction of facts, by which a process knows whether its memory is current; new ones each time.
create table facts_turn (
  only_row boolean primary key default true check (only_row),
  token    text    not null,
  platform text    not null default ''         -- of the newest one that may have touched what sales rest on: figures of platforms, notices
);
insert into facts_turn (token) values ('');
