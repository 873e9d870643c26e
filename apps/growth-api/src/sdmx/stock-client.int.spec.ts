import { testDatabase } from '@silkgauge/testing';
import sdmxrest from 'sdmx-rest';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi(await testDatabase());
  await commit(api.pool, { key: seriesOf({ area: 'CN' }), period: '2020', value: '1.50', growth: '3' });
});
afterAll(() => api.end());

const FLOW = 'SILKGAUGE,DF_GROWTH,1.0';

it.each([
  ['2.1', 'v1.5.0', { flow: FLOW, key: 'GACC.CN', start: '2019', end: '2021', detail: 'full' }],
  ['2.1', 'v1.5.0', { flow: 'DF_GROWTH', lastNObs: 1, obsDimension: 'TIME_PERIOD' }],
  ['2.1', 'v1.5.0', { flow: 'DF_GROWTH', history: true }],
  ['2.1', 'v1.5.0', { flow: 'DF_GROWTH', mode: 'exact', references: 'none', component: 'REF_AREA' }],
  ['2.1', 'v1.5.0', { resource: 'dataflow', agency: 'SILKGAUGE', references: 'all' }],
  ['2.1', 'v1.5.0', { resource: 'codelist', agency: 'all', id: 'CL_AREA', detail: 'full' }],
  ['3.0', 'v2.0.0', { context: 'dataflow=SILKGAUGE:DF_GROWTH(1.0.0)', key: 'GACC.*', filters: ['FREQ=A'] }],
  ['3.0', 'v2.0.0', { context: 'dataflow=SILKGAUGE:DF_GROWTH(1.0.0)', attributes: 'none', measures: 'none' }],
])('at %s what sdmx-rest %s asks as %j is answered', async (door, version, query) => {
  const address = sdmxrest.getUrl(query, { url: `${api.url}/sdmx/${door}`, api: version });
  expect(address.startsWith(api.url)).toBe(true);
  const response = await api.get(address.slice(api.url.length));
  expect([address.slice(api.url.length), response.status]).toEqual([expect.any(String), 200]);
  expect(await response.text()).toContain('SILKGAUGE');
});
