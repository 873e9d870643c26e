-- The change log: outbox, stream cursor, history and replay source in one.
-- sequence follows commit order because the cursor's row stays locked until the commit.
create table change_cursor (
  only_row boolean primary key default true check (only_row),
  last     bigint  not null
);
insert into change_cursor (last) values (0);
