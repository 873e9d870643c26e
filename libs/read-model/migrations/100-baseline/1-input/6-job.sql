-- Pushes by their newest reports. The table is filled from the topic of jobs, and no figure rests on it.
create table job (
  job        text        not null primary key collate "C",
  source     text        not null collate "C",
  file       text        not null,
  sha256     text        not null,
  sequence   bigint      not null,
  state      text        not null check (state in ('running', 'done', 'failed')),
  reason     text,
  counts     json        not null,
  faults     json        not null,
  started_at timestamptz not null,             -- as reported
  updated_at timestamptz not null              -- append time of the report
);
create index job_newest on job (started_at desc, job desc);
