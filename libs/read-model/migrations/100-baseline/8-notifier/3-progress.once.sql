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
