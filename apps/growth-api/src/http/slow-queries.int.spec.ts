import { connect } from '@silkgauge/read-model';
import { eventually, testDatabase, type TestDatabase } from '@silkgauge/testing';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';

const KEY = seriesOf({ area: 'CN' });
const CALLERS = 10;
const STATEMENT_MS = 3_000;

let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await testDatabase();
  api = await startApi(database, { statementMs: STATEMENT_MS });
  await commit(api.pool, { key: KEY, period: '2020', value: '1' });
});

afterAll(async () => {
  await api.end();
});

it('ten overdue queries get 503, and delay no other query', async () => {
  const slow = await connect(database.url, 'spec');
  // The lock blocks each query that reads prints until its statement times out.
  await slow.query('begin');
  await slow.query('lock table figure in access exclusive mode');
  const asked = performance.now();
  const callers = Array.from({ length: CALLERS }, () => api.get('/v1/growth?publishedBy=2024-01-01'));
  await eventually(async () => {
    const { rows } = await api.pool.query(
      // Databases of other specs are copies with the same ids.
      `select from pg_locks where not granted and relation = 'figure'::regclass
         and database = (select oid from pg_database where datname = current_database())`,
    );
    return rows.length > 0;
  });

  for (let i = 0; i < 20; i += 1)
    for (const path of [`/v1/growth/${KEY}/2020`, `/v1/growth/${KEY}/2020/history`, '/v1/changes', '/readyz'])
      expect((await api.get(path)).status).toBe(200);
  expect(performance.now() - asked).toBeLessThan(STATEMENT_MS);

  for (const answer of await Promise.all(callers)) {
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('10');
    expect(await answer.json()).toHaveProperty('detail', expect.stringContaining('no time for this query'));
  }
  await slow.query('rollback');
  await slow.end();
  expect((await api.get('/v1/growth?publishedBy=2024-01-01')).status).toBe(200);
});
