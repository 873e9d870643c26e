import type { JoinedState, Page } from '@silkgauge/contract';
import { appendRegistered } from '@silkgauge/read-model';
import { testDatabase } from '@silkgauge/testing';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';
import { releaseVersion } from './releases.fixture.ts';

const KEY = seriesOf({});
const AT = '2020-08-25T10:00:00+08:00';
const FINAL = { series: { indicator: ['CBEC'] }, period: '2020-S1', status: 'final' as const };

let api: TestApi;

beforeAll(async () => {
  api = await startApi(await testDatabase());
  await commit(api.pool, { key: KEY, period: '2020-S1', value: '1' });
});
afterAll(() => api.end());

const promiseOf = async (query = '') =>
  (await api.json<JoinedState>(`/v1/growth/${KEY}/2020-S1${query}`)).finalPromise;

it('a present state tells when its final figure is promised, until it is there', async () => {
  expect(await promiseOf()).toBeUndefined();
  const promised = await appendRegistered(api.pool, [
    releaseVersion('H1-FINAL', 1, { publisher: 'GACC', at: AT, missing: [FINAL] }),
  ]);
  expect(await promiseOf()).toEqual({ release: 'H1-FINAL', at: AT });
  const listed = await api.json<Page<JoinedState>>('/v1/growth?reporter=GACC');
  expect(listed.items.map(({ finalPromise }) => finalPromise?.release)).toEqual(['H1-FINAL']);

  // What is pinned to a place in the log stays as it is.
  expect(await promiseOf(`?asOf=${String(promised)}`)).toBeUndefined();

  await appendRegistered(api.pool, [
    releaseVersion('H1-FINAL', 2, { publisher: 'GACC', at: AT, state: 'released', missing: [] }),
  ]);
  expect(await promiseOf()).toBeUndefined();
});
