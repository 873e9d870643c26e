import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Versions of notices and claims, with sequences of the change log. */
export class RegisterVersions1700000000041 implements MigrationInterface {
  readonly name = 'RegisterVersions1700000000041';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const STATEMENTS = [
  `create table register_version (
     sequence bigint not null primary key,         -- of change_cursor, as those of change
     kind     text   not null check (kind in ('notice', 'claim')),
     key      text   not null collate "C",         -- the notice's name
     version  int    not null,
     known_at timestamptz not null,
     document text   not null                      -- JSON, without name, version, sequence and knownAt
   )`,
  'create unique index register_version_key on register_version (kind, key, version)',
  'create index register_version_kind on register_version (kind, sequence)',
  // First versions of the present notices; earlier ones are in documents of states.
  `insert into register_version (sequence, kind, key, version, known_at, document)
   select c.last + row_number() over (order by n.event_id), 'notice', n.notice, 1, e.known_at,
     '{"withdrawn":' || n.withdrawn || ',"data":' || coalesce(n.data::text, 'null') || '}'
   from notice n join event e on e.event_id = n.event_id cross join change_cursor c`,
  'update change_cursor set last = last + (select count(*) from register_version)',
];
