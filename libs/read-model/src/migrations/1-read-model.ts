import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** First tables: positions, events, series, figures, sales, notices, change log, dead letters. */
export class ReadModel1700000000001 implements MigrationInterface {
  readonly name = 'ReadModel1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runStatements(runner, SQL);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const SQL = /* sql */ `
-- Where each input partition stands: the only truth; Kafka's own offsets are a hint.
-- A record before next_offset has been dealt with. epoch counts assignments and fences the previous owner.
create table consumer_position (
  topic       text   not null collate "C",
  partition   int    not null,
  epoch       bigint not null default 0,
  next_offset bigint not null default 0,
  primary key (topic, partition)
);

-- One row per delivery of a figure, claim, notice, statement or withdrawal; of sales only the rejected ones.
create table event (
  event_id  bigint generated always as identity primary key,
  source    text   not null collate "C",
  id        text   not null collate "C",
  type      text   not null,
  topic     text   not null collate "C",
  partition int    not null,
  "offset"  bigint not null,
  known_at  timestamptz not null,              -- the broker's append time
  outcome   text   not null check (outcome in ('applied', 'superseded', 'duplicate', 'rejected')),
  rule      text,
  reason    text,
  digest    bytea,                             -- sha-256 of type and data as canonical JSON
  time      text,                              -- the CloudEvent's own time, as given
  data      json                               -- as delivered; null for a duplicate
);
create unique index event_place on event (topic, partition, "offset");
create unique index event_identity on event (source, id) where outcome in ('applied', 'superseded');
create index event_delivery on event (source, id);
create index event_register on event (type, event_id) where outcome in ('applied', 'superseded');

create table series (
  series_id   int generated always as identity primary key,
  key         text not null collate "C",
  domain      text not null check (domain in ('customs', 'platform')),
  reporter    text not null collate "C",
  area        text not null collate "C",
  indicator   text not null collate "C",
  coverage    text not null collate "C",
  flow        text not null collate "C",
  mode        text not null collate "C",
  product     text not null collate "C",
  counterpart text not null collate "C",
  currency    text not null collate "C"
);
create unique index series_key on series (key);
create index series_area on series (area);

-- Prints, never overwritten. Two clocks beside the period: known_at here, published_until at the publisher.
create table figure (
  event_id        bigint not null primary key references event,
  series_id       int  not null references series,
  period          text not null collate "C",
  base_period     text collate "C",            -- the comparison resolved to a period; null for levels and unknown
  published_until timestamptz not null,        -- the end of the publication instant, day, month or year
  print           json not null,               -- the parsed print (libs/growth Figure): what assembling reads
  withdrawn_by    bigint references event      -- set once; known from that event's known_at on
);
create index figure_period on figure (series_id, period);
create index figure_base on figure (series_id, base_period) where base_period is not null;

-- Withdrawals by what they name: they may arrive before it.
create table withdrawal (
  ref_source text not null collate "C",
  ref_id     text not null collate "C",
  event_id   bigint not null references event,
  primary key (ref_source, ref_id)
);

create table notice (
  notice    text not null collate "C" primary key,
  event_id  bigint not null references event,  -- the newest publication or withdrawal
  withdrawn boolean not null,
  data      json                               -- of the newest publication
);

create table sale_total (
  series_id int    not null references series,
  period    text   not null collate "C",
  total     numeric not null,
  events    bigint not null,
  units     numeric not null,
  primary key (series_id, period)
) with (fillfactor = 80);

-- Identities of accepted sales, 16 bytes each, packed by batch; the window is bounded by count and age.
create table identity_window (
  topic        text   not null collate "C",
  partition    int    not null,
  first_offset bigint not null,
  known_until  timestamptz not null,
  identities   bytea  not null,
  primary key (topic, partition, first_offset)
);

-- The change log: outbox, stream cursor, history and replay source in one table.
-- sequence follows commit order because the cursor's row stays locked until the commit.
create table change_cursor (
  only_row boolean primary key default true check (only_row),
  last     bigint  not null
);
insert into change_cursor (last) values (0);

create table change (
  sequence  bigint not null primary key,
  series_id int    not null references series,
  period    text   not null collate "C",
  version   int    not null,
  known_at  timestamptz not null,
  document  text   not null                    -- JSON of the state without key, series, period, version, sequence, knownAt
);
create unique index change_version on change (series_id, period, version);

-- The present: which change is the newest of each key.
create table growth_state (
  series_id    int    not null references series,
  period       text   not null collate "C",
  period_start date,                           -- null for _U
  period_end   date,
  version      int    not null,
  sequence     bigint not null,
  known_at     timestamptz not null,
  primary key (series_id, period)
) with (fillfactor = 80);

create table dead_letter (
  dead_letter_id bigint generated always as identity primary key,
  topic     text   not null collate "C",
  partition int    not null,
  "offset"  bigint not null,
  known_at  timestamptz not null,
  rule      text   not null,
  reason    text   not null,
  key       bytea,
  value     bytea,
  headers   json   not null,                   -- [[name, base64], ...] in the original order
  relayed   boolean not null default false
);
create unique index dead_letter_place on dead_letter (topic, partition, "offset");
create index dead_letter_waiting on dead_letter (dead_letter_id) where not relayed;

create table relay_position (
  relay    text primary key,
  sequence bigint not null
);
`;
