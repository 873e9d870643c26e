-- What clients asked to have sent again, until the slot's owner has taken it.
create table notifier.request (
  n              bigint not null generated always as identity primary key,
  subscription   text   not null collate "C" references notifier.subscription on delete cascade,
  kind           text   not null check (kind in ('replay', 'redeliver')),
  from_sequence  bigint not null,
  until_sequence bigint not null
);
create index request_of_subscription on notifier.request (subscription);
