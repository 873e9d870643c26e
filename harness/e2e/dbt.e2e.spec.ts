import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { GrowthState } from '@silkgauge/contract';
import { ask, giveRoles, makeReader, uniqueName } from '../services/index.ts';
import { programOfPython, requirePackages } from './python.ts';
import { caughtUp, get, load, root, startStack, stateUrl, type Stack } from './stack.ts';

const project = fileURLToPath(new URL('examples/dbt', root));
const VIEWS = ['growth', 'notices', 'observations', 'revisions', 'sales'];
const MODELS = ['growth_revisions', 'reporter_revisions'];

let stack: Stack;
let analyst: string;
let target: string;
beforeAll(async () => {
  requirePackages('dbt.cli', 'dbt.adapters.postgres');
  target = mkdtempSync(join(tmpdir(), 'silkgauge-dbt-'));
  stack = await startStack();
  await load(stack, 'seed');
  await caughtUp(stack);
  await giveRoles(stack.databaseUrl);
  analyst = await makeReader(
    stack.databaseUrl,
    { name: uniqueName(), password: 'silkgauge-spec' },
    'own-schema.sql',
  );
});
afterAll(async () => {
  await stack?.stop();
  if (target) rmSync(target, { recursive: true });
  if (analyst)
    await ask(new URL('/postgres', stack.databaseUrl).href, `drop role ${new URL(analyst).username}`);
});

/** What dbt says; it reads where the database is from the variables of libpq. */
async function dbt(...args: readonly string[]): Promise<string> {
  const { hostname, port, pathname, username, password } = new URL(analyst);
  const { stdout } = await promisify(execFile)(
    programOfPython('dbt'),
    [
      ...args,
      '--project-dir',
      project,
      '--profiles-dir',
      project,
      '--target-path',
      target,
      '--log-path',
      target,
    ],
    {
      env: {
        ...process.env,
        ...{ PGHOST: hostname, PGPORT: port, PGDATABASE: pathname.slice(1), PGSSLMODE: 'disable' },
        ...{ PGUSER: username, PGPASSWORD: password },
      },
    },
  ).catch((error: unknown) => {
    throw new Error((error as { stdout: string }).stdout, { cause: error });
  });
  return stdout;
}

interface Results {
  readonly results: readonly { readonly unique_id: string; readonly status: string }[];
}
const results = () =>
  (JSON.parse(readFileSync(join(target, 'run_results.json'), 'utf8')) as Results).results.map(
    ({ unique_id: id, status }) => [id, status] as const,
  );

it('dbt builds the models as views in the schema of the login, and every test of theirs passes', async () => {
  await dbt('build');
  const found = results();
  const [models, tests] = ['model.', 'test.'].map((kind) => found.filter(([id]) => id.startsWith(kind)));
  expect(models).toEqual(MODELS.map((name) => [`model.silkgauge_example.${name}`, 'success']));
  expect(tests!.length).toBeGreaterThan(14);
  expect(tests!.filter(([, status]) => status !== 'pass')).toEqual([]);
  const { username } = new URL(analyst);
  expect(
    await ask(
      analyst,
      `select relname as name, relkind as kind, obj_description(oid, 'pg_class') <> '' as described
       from pg_class where relnamespace = '${username}'::regnamespace order by relname`,
    ),
  ).toEqual(MODELS.map((name) => ({ name, kind: 'v', described: true })));
});

it('the latest rates of the model are those of the API', async () => {
  const { username } = new URL(analyst);
  const rates = await ask<{ series: string; period: string; comparison: string; latest: string }>(
    analyst,
    `select series, period, comparison, latest_value::text as latest from ${username}.growth_revisions`,
  );
  expect(rates.length).toBeGreaterThan(5);
  for (const { series, period, comparison, latest } of rates) {
    const { growth } = await get<GrowthState>(stack, stateUrl(series, period));
    expect([series, period, growth[comparison]?.reported?.value]).toEqual([series, period, latest]);
  }
  const reporters = await ask<{ rates: string }>(analyst, `select rates from ${username}.reporter_revisions`);
  expect(reporters.reduce((sum, { rates: some }) => sum + Number(some), 0)).toBe(rates.length);
});

it('a test of the model fails once the model is wrong', async () => {
  const { username } = new URL(analyst);
  await ask(
    analyst,
    `create or replace view ${username}.growth_revisions as
       select series, period, period_start, comparison, 1 as version, 0::numeric as first_value, 0::numeric as latest_value
       from api.growth where measure = 'growth' and side = 'reported' and value is not null`,
  );
  await expect(dbt('test', '--select', 'latest_is_growth')).rejects.toThrow(/latest_is_growth/);
  expect(results()).toEqual([['test.silkgauge_example.latest_is_growth', 'fail']]);
});

it('dbt documents the models and the five views', async () => {
  await dbt('docs', 'generate');
  const { nodes, sources } = JSON.parse(readFileSync(join(target, 'catalog.json'), 'utf8')) as {
    nodes: Record<string, { columns: Record<string, unknown> }>;
    sources: Record<string, { columns: Record<string, { comment: string | null }> }>;
  };
  expect(Object.keys(nodes).sort()).toEqual(MODELS.map((name) => `model.silkgauge_example.${name}`));
  expect(Object.keys(sources).sort()).toEqual(
    VIEWS.map((name) => `source.silkgauge_example.silkgauge.${name}`),
  );
  for (const { columns } of Object.values(sources))
    for (const { comment } of Object.values(columns)) expect(comment).toEqual(expect.stringMatching(/\S/));
});

it('what the views rest on is not dropped, and the login writes into its own schema alone', async () => {
  await expect(ask(stack.databaseUrl, 'drop view api.growth')).rejects.toThrow(/depend on it/);
  for (const sql of [
    'create view public.mine as select 1',
    'create view api.mine as select 1',
    'create schema mine',
    'create temporary table mine (n int)',
    'delete from api.notices',
    'select from public.figure',
  ])
    await expect(ask(analyst, sql)).rejects.toThrow(/permission denied|cannot delete/);
});
