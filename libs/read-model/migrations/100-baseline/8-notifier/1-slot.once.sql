-- ops/postgres/roles.sql makes the schema where the owner of the tables may not.
do $$ begin if to_regnamespace('notifier') is null then create schema notifier; end if; end $$;

-- Subscriptions are shared among notifiers by slot. A slot has one owner at a time, and the epoch rises with each.
create table notifier.slot (
  slot          int         not null primary key,
  epoch         bigint      not null default 0,
  holder        text        collate "C",                 -- a process; null while nobody holds the slot
  held_until    timestamptz not null default '-infinity',
  backend       int,                                     -- session of the holder, by pid and start
  backend_start timestamptz,
  position      bigint      not null default 0           -- of the slot's live subscriptions
) with (fillfactor = 50);
insert into notifier.slot (slot) select generate_series(0, 15);
