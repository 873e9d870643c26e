import type { MigrationInterface, QueryRunner } from 'typeorm';
import { API_COLUMNS, commentColumns, growthView, observationsView, revisionsView } from './api-views.ts';
import { runStatements } from './statements.ts';

/** The views of readers tell how each number was printed: the kind of the evidence, and who printed it. */
export class PrintedBy1700000000072 implements MigrationInterface {
  readonly name = 'PrintedBy1700000000072';

  async up(runner: QueryRunner): Promise<void> {
    // The views of a second read model are those of the first; its operators may not use the schema `api`.
    const views = (await runner.query(
      `select from pg_depend d join pg_rewrite r on r.oid = d.objid join pg_class c on c.oid = r.ev_class
       where d.classid = 'pg_rewrite'::regclass and d.refobjid = 'growth_state'::regclass
         and c.relname = 'growth' and c.relnamespace = to_regnamespace('api')`,
    )) as unknown[];
    if (views.length === 0) return;
    await runStatements(runner, VIEWS);
    await commentColumns(runner, COLUMNS);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

const PUBLISHER = { code: 'code', en: 'name,en', zh: 'name,zh' } as const;
const ofPublisher = (valueAt: (path: string) => string, before = ''): readonly string[] =>
  Object.entries(PUBLISHER).map(([name, path]) => `${valueAt(path)} as ${before}publisher_${name}`);

/** Kind and publisher of the print that a side of a state has. */
const printed = (side: string, before = ''): readonly string[] => [
  `${side} #>> '{from,kind}' as ${before}kind`,
  ...ofPublisher((path) => `${side} #>> '{from,publisher,${path}}'`, before),
];

// A print that the event tells no publisher of: the state of its figure tells it where the print stands, is named
// beside what stands, or stood before. Without the offset the state would be searched once for each column.
const PUBLISHER_OF_PRINT = `
cross join lateral (
  select coalesce((e.data #> '{evidence,publisher}')::jsonb, (
    select jsonb_path_query_first(c.document::jsonb, '$.**.from ? (@.source == $source && @.id == $id)',
      jsonb_build_object('source', e.source, 'id', e.id)) -> 'publisher'
    from change c where c.sequence = g.sequence)) as publisher offset 0) p`;

const MORE = {
  revisions: [
    `b.now #>> '{from,publishedAt}' as published_at`,
    ...printed('b.now'),
    `b.before #>> '{from,publishedAt}' as previous_published_at`,
    ...printed('b.before', 'previous_'),
  ],
  observations: [`f.print ->> 'kind' as kind`, ...ofPublisher((path) => `p.publisher #>> '{${path}}'`)],
} as const;
const more = (view: keyof typeof MORE): string => `,\n  ${MORE[view].join(', ')}`;

// New columns stand behind the others, so that grants, and views that others made of these, stay.
const VIEWS = /* sql */ `
create or replace view api.growth as ${growthView()};
create or replace view api.revisions as ${revisionsView(more('revisions'))};
create or replace view api.observations as ${observationsView(more('observations'), PUBLISHER_OF_PRINT)};
`;

const COLUMNS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['kind', ...Object.keys(PUBLISHER).map((name) => `publisher_${name}`), 'published_at'].map((name) => [
      name,
      API_COLUMNS[name] ?? '',
    ]),
  ),
  previous_published_at: 'published_at of the version before.',
  previous_kind: 'kind of the version before.',
  previous_publisher_code: 'publisher_code of the version before.',
  previous_publisher_en: 'publisher_en of the version before.',
  previous_publisher_zh: 'publisher_zh of the version before.',
};
