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
