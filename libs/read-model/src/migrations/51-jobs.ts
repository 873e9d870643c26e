import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runStatements } from './statements.ts';

/** Pushes by their newest reports. The table is filled from the topic of jobs, and no figure rests on it. */
export class Jobs1700000000051 implements MigrationInterface {
  readonly name = 'Jobs1700000000051';

  async up(runner: QueryRunner): Promise<void> {
    await runStatements(runner, SQL);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const SQL = /* sql */ `
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
  started_at timestamptz not null,   -- as reported
  updated_at timestamptz not null    -- append time of the report
);
create index job_newest on job (started_at desc, job desc);
`;
