import { markChanges } from '@silkgauge/read-model';
import type { EmbeddedPostgres, RunningApp } from '../../services/index.ts';
import { ask, startApp, startPostgres } from '../../services/index.ts';
import type { Stack } from '../stack.ts';
import { answerTo, differing, everyAnswer, nameOf, readingCalls, type Call } from './answers.ts';
import { hold, startEmbargoStack, tellInClear, type EmbargoStack } from './held.ts';
import { POSTS } from './posts.ts';

/** Login of the API alone, whose statements are counted. */
const COUNTED = 'counted';

let postgres: EmbeddedPostgres;
let world: EmbargoStack;
let api: RunningApp;
let stack: Stack;

beforeAll(async () => {
  postgres = await startPostgres({
    settings: {
      shared_preload_libraries: 'pg_stat_statements',
      // Plans that depend on nothing but the data.
      ...{ plan_cache_mode: 'force_custom_plan', autovacuum: 'off', max_connections: '200' },
    },
  });
  world = await startEmbargoStack({}, postgres.databaseUrl);
  await world.model.pool.query(
    `create extension pg_stat_statements; create role ${COUNTED} superuser login password '${COUNTED}'`,
  );
  const url = new URL(world.stack.databaseUrl);
  [url.username, url.password] = [COUNTED, COUNTED];
  // Two connections, which know the catalogue after the first answers.
  const counted = { DATABASE_URL: url.href, DATABASE_CONNECTIONS: '2' };
  api = await startApp('growth-api', { ...world.stack.env, ...counted });
  stack = { ...world.stack, api };
});
afterAll(async () => {
  await api?.stop();
  await world?.stop();
  await postgres?.stop();
});

interface Statement {
  readonly id: string;
  readonly calls: string;
  readonly rows: string;
  readonly blocks: string;
  readonly query: string;
}

/** Texts of statements by their ids: one text is told with its constants or without. */
const texts = new Map<string, string>();

async function statementsOf(call: Call): Promise<Statement[]> {
  const { databaseUrl } = world.stack;
  await ask(databaseUrl, `select pg_stat_statements_reset('${COUNTED}'::regrole)`);
  await answerTo(stack, call);
  const statements = await ask<Statement>(
    databaseUrl,
    `select queryid as id, sum(calls) as calls, sum(rows) as rows,
       sum(shared_blks_hit + shared_blks_read) as blocks, min(query) as query
     from pg_stat_statements where userid = '${COUNTED}'::regrole group by queryid order by queryid`,
  );
  for (const { id, query } of statements) texts.set(id, query.replaceAll(/\s+/g, ' '));
  return statements;
}

/** What the database does for an answer. A connection reads of the catalogue at times: the least of three counts. */
async function workOf(call: Call): Promise<string> {
  const times = [await statementsOf(call), await statementsOf(call), await statementsOf(call)];
  const blocksOf = (statements: readonly Statement[]) =>
    statements.reduce((sum, { blocks }) => sum + Number(blocks), 0);
  const [least = []] = times.sort((one, other) => blocksOf(one) - blocksOf(other));
  return least
    .map(({ id, calls, rows, blocks }) => `${id}: ${calls} calls, ${rows} rows, ${blocks} blocks`)
    .join('\n');
}

async function everyWork(calls: readonly Call[]): Promise<Map<string, string>> {
  // What the API keeps in memory is there then.
  await everyAnswer(stack, calls);
  const works = new Map<string, string>();
  for (const call of calls) works.set(nameOf(call), await workOf(call));
  return works;
}

it('the database does the same work for each answer with an embargoed figure and without it: statements, rows and blocks', async () => {
  await tellInClear(world);
  // The aggregation marks a new end of the log each minute, and answers tell the mark.
  await markChanges(world.model.pool, 3_600_000);
  const calls = [...(await readingCalls(stack)), ...POSTS, { path: '/readyz' }];
  const before = await everyWork(calls);
  expect([...texts.values()].join('\n')).toContain('growth_state');
  await hold(world);
  const others = differing(before, await everyWork(calls));
  expect(others.map((told) => told.replaceAll(/-?\d{9,}/g, (id) => texts.get(id) ?? id))).toEqual([]);
}, 240_000);
