import { testDatabase } from '@silkgauge/testing';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';
import { MOST_VERSIONS } from './history.ts';
import { CSV, GROWTH, rowsOf, shown } from './sdmx.fixture.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi(await testDatabase());
});
afterAll(() => api.end());

/** Further versions of all states, as the first one. */
async function revise(from: number, to: number): Promise<void> {
  await api.pool.query(
    `insert into change (sequence, series_id, period, version, known_at, document)
     select n, c.series_id, c.period, n, c.known_at, c.document
     from generate_series($1::bigint, $2::bigint) n, (select * from change order by sequence limit 1) c`,
    [from, to],
  );
  await api.pool.query('update change_cursor set last = $1', [to]);
}

it('a history has 50,000 versions at most, and is 413 above with what to write', async () => {
  await commit(api.pool, { key: seriesOf({ area: 'CN' }), period: '2020', value: '1' });
  await revise(2, MOST_VERSIONS);
  const path = `${GROWTH}?includeHistory=true&limit=1`;
  expect((await rowsOf(api, path)).map(shown)).toEqual(['R N REPORTED _Z 2020 1']);
  await revise(MOST_VERSIONS + 1, MOST_VERSIONS + 1);
  const above = await api.get(path, { accept: CSV });
  expect(above.status).toBe(413);
  expect(await above.text()).toMatch(/50000.*versions.*updatedAfter/s);
  expect((await fetch(api.url + path, { method: 'HEAD' })).status).toBe(413);
  expect((await rowsOf(api, `${path}&updatedAfter=1`)).map(shown)).toEqual(['R N REPORTED _Z 2020 1']);
});
