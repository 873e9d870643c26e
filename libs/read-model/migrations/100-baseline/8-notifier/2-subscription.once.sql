create table notifier.subscription (
  id            text        not null primary key collate "C",
  owner         text        not null collate "C",        -- id of a key, or anonymous
  slot          int         not null references notifier.slot,
  revision      bigint      not null default 1,          -- rises with each change
  request       json        not null,
  secrets       json        not null,                    -- encrypted, newest first, each with its end
  credential    text,                                    -- encrypted
  status        text        not null check (status in ('pending', 'active', 'disabled')),
  because       text        check (because in ('gone', 'exhausted', 'owner', 'operator', 'key-revoked')),
  allowed_rate  int,                                     -- requests a minute that the sink takes
  consent_hash  text,                                    -- SHA-256 of the token of a consent that is waited for
  consent_until timestamptz,
  alert_allowed boolean     not null default false,      -- whether the alert sink has consented
  pings         timestamptz[] not null default '{}',     -- of the last hour, without consent
  created_at    timestamptz not null default clock_timestamp()
);
create index subscription_of_slot on notifier.subscription (slot);
create index subscription_of_owner on notifier.subscription (owner, id);
