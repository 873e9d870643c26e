import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** Makes the schema `notifier`: subscriptions, what is delivered of them, and who delivers. */
export class Notifier1700000000054 implements MigrationInterface {
  readonly name = 'Notifier1700000000054';

  async up(runner: QueryRunner): Promise<void> {
    // A rebuild migrates a second read model beside the live one, which alone has subscriptions. Operators may not
    // use the schema, so its table is asked for by the catalogue.
    const tables = (await runner.query(
      `select from pg_class c where c.relname = 'subscription' and c.relnamespace = to_regnamespace('notifier')`,
    )) as unknown[];
    if (tables.length > 0) return;
    // ops/postgres/roles.sql makes the schema where the owner of the tables may not.
    await runStatements(
      runner,
      `do $$ begin if to_regnamespace('notifier') is null then create schema notifier; end if; end $$; ${TABLES}`,
    );
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const TABLES = /* sql */ `
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

create table notifier.subscription (
  id           text        not null primary key collate "C",
  owner        text        not null collate "C",         -- id of a key, or anonymous
  slot         int         not null references notifier.slot,
  revision     bigint      not null default 1,           -- rises with each change
  request      json        not null,
  secrets      json        not null,                     -- encrypted, newest first, each with its end
  credential   text,                                     -- encrypted
  status       text        not null check (status in ('pending', 'active', 'disabled')),
  because      text        check (because in ('gone', 'exhausted', 'owner', 'operator', 'key-revoked')),
  allowed_rate int,                                      -- requests a minute that the sink takes
  consent_hash text,                                     -- SHA-256 of the token of a consent that is waited for
  consent_until timestamptz,
  alert_allowed boolean    not null default false,       -- whether the alert sink has consented
  pings        timestamptz[] not null default '{}',      -- of the last hour, without consent
  created_at   timestamptz not null default clock_timestamp()
);
create index subscription_of_slot on notifier.subscription (slot);
create index subscription_of_owner on notifier.subscription (owner, id);

-- Written by the slot's owner alone.
create table notifier.progress (
  subscription text        not null primary key collate "C" references notifier.subscription on delete cascade,
  applied      bigint      not null default 0,           -- revision that the owner works by
  live         boolean     not null default false,       -- whether the slot's position is the subscription's
  position     bigint      not null,                     -- all that matches up to here is settled or in lanes
  lanes        json        not null default '[]',        -- keys with a delivery that is not settled
  replays      json        not null default '[]',
  health       json        not null default '{}',
  attempts     bigint      not null default 0            -- number of the newest attempt
) with (fillfactor = 70);

create table notifier.attempt (
  subscription text        not null collate "C",
  n            bigint      not null,
  sequence     bigint      not null,
  key          text        not null,
  attempt      int         not null,
  at           timestamptz not null,
  ms           int         not null,
  status       int,
  error        text,
  outcome      text        not null check (outcome in ('delivered', 'failed', 'parked')),
  next_at      timestamptz,
  primary key (subscription, n)
);
create index attempt_at on notifier.attempt using brin (at);

-- What clients asked to have sent again, until the slot's owner has taken it.
create table notifier.request (
  n              bigint not null generated always as identity primary key,
  subscription   text   not null collate "C" references notifier.subscription on delete cascade,
  kind           text   not null check (kind in ('replay', 'redeliver')),
  from_sequence  bigint not null,
  until_sequence bigint not null
);
create index request_of_subscription on notifier.request (subscription);
`;
