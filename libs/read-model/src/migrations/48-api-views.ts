import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  API_COLUMNS,
  commentColumns,
  growthView,
  observationsView,
  quoted,
  revisionsView,
  SERIES,
} from './api-views.ts';
import { runStatements } from './statements.ts';

/** Makes the schema `api`: documented views for psql, dbt, Grafana and other clients of SQL. */
export class ApiViews1700000000048 implements MigrationInterface {
  readonly name = 'ApiViews1700000000048';

  async up(runner: QueryRunner): Promise<void> {
    // A rebuild migrates a second read model beside the live one, on which the views stand. Operators may not use
    // the schema, so its name is asked for by the catalogue.
    const views = (await runner.query(
      `select from pg_class c where c.relname = 'growth' and c.relnamespace = to_regnamespace('api')`,
    )) as unknown[];
    if (views.length > 0) return;
    // ops/postgres/roles.sql makes the schema where the owner of the tables may not.
    await runStatements(
      runner,
      `do $$ begin if to_regnamespace('api') is null then create schema api; end if; end $$; ${VIEWS}`,
    );
    await comment(runner);
  }

  async down(): Promise<void> {
    throw new Error('The read model is rebuilt from the log, never migrated down.');
  }
}

/** Comments on the schema, its views and each of their columns. */
async function comment(runner: QueryRunner): Promise<void> {
  const schema = 'Figures for clients of SQL. The column _text beside a number has its digits as text.';
  await runner.query(`comment on schema api is ${quoted(schema)}`);
  for (const [view, text] of Object.entries(API_VIEWS))
    await runner.query(`comment on view api.${view} is ${quoted(text)}`);
  await commentColumns(runner, API_COLUMNS);
}

/** Publication dates may be a month or a year. */
const day = (member: string, ofMonth: string, ofYear: string): string =>
  `case length(n.data ->> '${member}') when 4 then ${ofYear} when 7 then ${ofMonth} else (n.data ->> '${member}')::date end`;
const firstDay = (member: string): string =>
  day(member, `(n.data ->> '${member}' || '-01')::date`, `(n.data ->> '${member}' || '-01-01')::date`);
const lastDay = (member: string): string =>
  day(
    member,
    `((n.data ->> '${member}' || '-01')::date + interval '1 month - 1 day')::date`,
    `(n.data ->> '${member}' || '-12-31')::date`,
  );
const codes = (member: string): string =>
  `array(select json_array_elements_text(case json_typeof(n.data #> '{scope,${member}}') when 'array' then n.data #> '{scope,${member}}' end))`;

const VIEWS = /* sql */ `
create view api.growth as ${growthView()};

create view api.revisions as ${revisionsView()};

create view api.observations as ${observationsView()};

create view api.sales as
select ${SERIES}, t.period, g.period_start, g.period_end, t.total, t.total::text as total_text, t.events,
  t.units, t.units::text as units_text, t.last_ordered::timestamptz as last_ordered, g.known_at
from sale_total t
join series s on s.series_id = t.series_id
join growth_state g on g.series_id = t.series_id and g.period = t.period;

create view api.notices as
select n.notice, n.data ->> 'issuer' as issuer, n.data ->> 'title' as title,
  ${firstDay('announcedOn')} as announced_on, n.data ->> 'announcedOn' as announced_on_text,
  ${firstDay('effectiveFrom')} as effective_from, n.data ->> 'effectiveFrom' as effective_from_text,
  ${lastDay('effectiveTo')} as effective_to, n.data ->> 'effectiveTo' as effective_to_text,
  ${codes('areas')} as areas, ${codes('modes')} as modes, n.data #>> '{scope,flow}' as flow,
  ${codes('products')} as products, n.withdrawn, e.known_at, n.data #>> '{evidence,document}' as document,
  e.source, e.id
from notice n join event e on e.event_id = n.event_id;
`;

/** The views of the schema `api`. */
const API_VIEWS: Readonly<Record<string, string>> = {
  growth:
    'Growth as known now: one row for each side of a measure, or for each reading where a side has several. The rows of /v1/growth.csv.',
  revisions:
    'What each kept version changed: one row for each side that differs from the version before. Before a first version, or one that a rebuild began, stands nothing.',
  observations: 'Every accepted print: the digits as printed, when, in which wording, and the evidence.',
  sales: 'Exact totals of months of platform sales.',
  notices: 'Policy notices: the newest publication or withdrawal, and what was published.',
};
