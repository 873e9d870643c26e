import { testDatabase } from '@silkgauge/testing';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';
import { keepPrints, level } from '../published/published.fixture.ts';
import {
  CSV,
  EMPTIED,
  GROWTH,
  linked,
  rowsOf,
  SETTLED,
  shown,
  TWO_READINGS,
  UNDATED,
} from './sdmx.fixture.ts';

const NINGBO = seriesOf({ area: 'CN-NB', reporter: 'NAEDZ' });
const MAY = '2020-01-01/P5M';
let api: TestApi;
/** Sequences before the wording was settled, and behind that. */
let before: string;
let settled: string;

beforeAll(async () => {
  api = await startApi(await testDatabase());
  await commit(api.pool, {
    key: seriesOf({ area: 'CN' }),
    period: '2020',
    value: '1',
    knownAt: '2024-01-01T00:00:00Z',
  });
  before = await commit(api.pool, {
    ...{ key: NINGBO, period: MAY, value: '0', knownAt: '2024-02-01T00:00:00Z', document: TWO_READINGS },
  });
  settled = await commit(api.pool, {
    ...{ key: NINGBO, period: MAY, value: '0', knownAt: '2024-03-01T00:00:00Z', document: SETTLED },
  });
  await commit(api.pool, {
    ...{ key: seriesOf({ area: 'CN' }), period: '2020', value: '0', knownAt: '2024-04-01T00:00:00Z' },
    document: EMPTIED,
  });
});
afterAll(() => api.end());

const READ_TWO_WAYS = [
  `R GY REPORTED TO-TIMES ${MAY} 350`,
  `R GY REPORTED UP-BY-TIMES ${MAY} 450`,
  `R GY REPORTED _Z ${MAY} `,
  `R N REPORTED _Z ${MAY} 135000000`,
];

it('two readings are never one number: the figure itself has no value, and each reading has its own', async () => {
  const rows = await rowsOf(api, `${GROWTH}/NAEDZ?asOf=${before}`);
  expect(rows.map(shown)).toEqual(READ_TWO_WAYS);
  const itself = rows.find(({ READING, TRANSFORMATION }) => READING === '_Z' && TRANSFORMATION === 'GY');
  expect(itself).toMatchObject({ OBS_VALUE: '', OBS_LOW: '', OBS_HIGH: '', OBS_STATUS: 'O' });
});

describe('a settled wording', () => {
  it('arrives as Delete of the readings, then as Replace', async () => {
    for (const after of [before, '2024-02-15T00:00:00Z', '2024-02-15']) {
      const rows = await rowsOf(api, `${GROWTH}/NAEDZ?updatedAfter=${after}`);
      expect(rows.map(shown)).toEqual([
        `D GY REPORTED TO-TIMES ${MAY} -`,
        `D GY REPORTED UP-BY-TIMES ${MAY} -`,
        `R GY REPORTED _Z ${MAY} 350`,
        `R N REPORTED _Z ${MAY} 135000000`,
      ]);
    }
  });

  it('is told of a choice of keys and of what is compared as if nothing else were there', async () => {
    const readings = await rowsOf(api, `${GROWTH}/*.*.*.*.*.*.*.*.*.*.*.*.TO-TIMES?updatedAfter=${before}`);
    expect(readings.map(shown)).toEqual([`D GY REPORTED TO-TIMES ${MAY} -`]);
    const values = await rowsOf(api, `${GROWTH}/NAEDZ?c[OBS_VALUE]=ge:400&updatedAfter=${before}`);
    expect(values.map(shown)).toEqual([
      `D GY REPORTED UP-BY-TIMES ${MAY} -`,
      `R N REPORTED _Z ${MAY} 135000000`,
    ]);
  });

  it('was nothing as of then, and is nothing new after it', async () => {
    for (const clocks of [
      `updatedAfter=${before}&asOf=${before}`,
      `updatedAfter=${settled}`,
      'updatedAfter=2024-02-01T00:00:00Z&asOf=2024-02-01T00:00:00Z',
    ])
      expect((await api.get(`${GROWTH}/NAEDZ?${clocks}`)).status).toBe(204);
  });
});

it('a state that emptied has no observation, and is told as Delete', async () => {
  expect((await api.get(`${GROWTH}/GACC`)).status).toBe(204);
  const rows = await rowsOf(api, `${GROWTH}/GACC?updatedAfter=${settled}`);
  expect(rows.map(shown)).toEqual(['D N REPORTED _Z 2020 -']);
});

describe('the history', () => {
  it('has every version in order of sequence, with what vanished before what came', async () => {
    const rows = await rowsOf(api, `${GROWTH}?includeHistory=True`);
    expect(rows.map((row) => shown(row))).toEqual([
      'R N REPORTED _Z 2020 1',
      ...READ_TWO_WAYS,
      `D GY REPORTED TO-TIMES ${MAY} -`,
      `D GY REPORTED UP-BY-TIMES ${MAY} -`,
      `R GY REPORTED _Z ${MAY} 350`,
      `R N REPORTED _Z ${MAY} 135000000`,
      'D N REPORTED _Z 2020 -',
    ]);
  });

  it('goes on after a point, as of another', async () => {
    const rows = await rowsOf(api, `${GROWTH}?includeHistory=true&updatedAfter=${before}&asOf=${settled}`);
    expect(rows.map(({ ACTION }) => ACTION)).toEqual(['D', 'D', 'R', 'R']);
  });
});

it('the history after a point ends where a state changed twice since', async () => {
  const key = seriesOf({ area: 'JP' });
  const start = await commit(
    api.pool,
    { key, period: '2020', value: '1', knownAt: '2024-05-15T00:00:00Z' },
    { key, period: '2021', value: '2', knownAt: '2024-05-15T00:00:00Z' },
  );
  await commit(api.pool, { key, period: '2020', value: '3', knownAt: '2024-06-01T00:00:00Z' });
  await commit(
    api.pool,
    { key, period: '2021', value: '4', knownAt: '2024-06-02T00:00:00Z' },
    { key, period: '2020', value: '0', knownAt: '2024-06-02T00:00:00Z', document: EMPTIED },
  );
  const rows = await rowsOf(api, `${GROWTH}/*.JP?includeHistory=true&updatedAfter=${start}`);
  expect(rows.map(shown)).toEqual([
    'R N REPORTED _Z 2020 3',
    'D N REPORTED _Z 2020 -',
    'R N REPORTED _Z 2021 4',
  ]);
});

describe('the moment of an answer', () => {
  it('is told, and as of it the same bytes come again whatever happened since', async () => {
    const first = await api.get(`${GROWTH}/NAEDZ`, { accept: CSV });
    const sequence = first.headers.get('x-silkgauge-sequence');
    const text = await first.text();
    await commit(api.pool, {
      ...{ key: NINGBO, period: MAY, value: '7', knownAt: '2024-05-01T00:00:00Z' },
    });
    for (const type of [
      CSV,
      'application/vnd.sdmx.data+json;version=2.1.0',
      'application/vnd.sdmx.data+xml;version=3.0.0',
    ]) {
      const again = await api.get(`${GROWTH}/NAEDZ?asOf=${String(sequence)}`, { accept: type });
      expect([again.headers.get('content-type'), again.headers.get('x-silkgauge-sequence')]).toEqual([
        type,
        sequence,
      ]);
      const bytes = await again.text();
      if (type === CSV) expect(bytes).toBe(text);
      else expect(bytes).toContain(`SG${String(sequence)}`);
    }
    expect((await rowsOf(api, `${GROWTH}/NAEDZ`)).map(shown)).toEqual([`R N REPORTED _Z ${MAY} 7`]);
  });

  it('may be an instant, which is the sequence of then', async () => {
    const then = await api.get(`${GROWTH}/NAEDZ?asOf=2024-02-15T00:00:00Z`, { accept: CSV });
    expect(then.headers.get('x-silkgauge-sequence')).toBe(before);
    expect(await then.text()).toBe(
      await (await api.get(`${GROWTH}/NAEDZ?asOf=${before}`, { accept: CSV })).text(),
    );
    expect((await api.get(`${GROWTH}/NAEDZ?asOf=2023-01-01`)).status).toBe(204);
  });

  it('of clocks that cross the log is the instant, and no sequence is told', async () => {
    const key = seriesOf({ area: 'US' });
    await commit(api.pool, { key, period: '2020', value: '1', knownAt: '2025-02-01T00:00:00Z' });
    await commit(api.pool, { key, period: '2021', value: '2', knownAt: '2025-01-01T00:00:00Z' });
    const path = `${GROWTH}/*.US?asOf=2025-01-15T00:00:00Z`;
    expect((await rowsOf(api, path)).map(({ TIME_PERIOD }) => TIME_PERIOD)).toEqual(['2021']);
    expect((await api.get(path)).headers.has('x-silkgauge-sequence')).toBe(false);
  });
});

it('pages survive a revision between them', async () => {
  const key = seriesOf({ area: 'FR' });
  const years = Array.from({ length: 10 }, (_, at) => String(2000 + at));
  await commit(api.pool, ...years.map((period) => ({ key, period, value: period })));
  const seen: string[] = [];
  let path: string | undefined = `${GROWTH}/*.FR?limit=3`;
  for (let pages = 0; path !== undefined && pages < 10; pages += 1) {
    const response = await api.get(path, { accept: CSV });
    seen.push(
      ...(await response.text())
        .split('\r\n')
        .slice(1)
        .filter((line) => line !== ''),
    );
    path = linked(response, 'next');
    await commit(api.pool, ...years.map((period) => ({ key, period, value: `9${String(pages)}` })));
  }
  expect(seen).toHaveLength(10);
  expect(seen.every((line, at) => line.includes(`,${years[at] ?? ''},${years[at] ?? ''},`))).toBe(true);
});

it('a replica that goes on from the sequence of its last answer misses no change, and by time it may', async () => {
  const key = seriesOf({ area: 'KR' });
  const at = (period: string, knownAt: string) => ({ key, period, value: '1', knownAt });
  await commit(api.pool, at('2020', '2025-06-01T00:00:00Z'));
  const sequence = (await api.get(`${GROWTH}/*.KR`)).headers.get('x-silkgauge-sequence');
  await commit(api.pool, at('2021', '2025-05-31T23:59:59Z'));
  const periodsAfter = async (point: string | null) => {
    const response = await api.get(`${GROWTH}/*.KR?updatedAfter=${String(point)}`, { accept: CSV });
    return response.status === 204 ? [] : /,(20\d\d),/.exec(await response.text())?.slice(1);
  };
  expect(await periodsAfter(sequence)).toEqual(['2021']);
  expect(await periodsAfter('2025-06-01T00:00:00Z')).toEqual([]);
});

it('the page behind one of changes is served, also where the last change has an earlier time', async () => {
  const key = seriesOf({ area: 'IT' });
  const at = (period: string, knownAt: string) => ({ key, period, value: '1', knownAt });
  await commit(api.pool, at('2020', '2025-08-01T00:00:00Z'), at('2021', '2025-08-01T00:00:00Z'));
  await commit(api.pool, at('2022', '2025-07-01T00:00:00Z'));
  const first = await api.get(`${GROWTH}/*.IT?%6Fffset=0&limit=1&updatedAfter=2025-07-15`, { accept: CSV });
  const next = linked(first, 'next') ?? '';
  expect((await rowsOf(api, next)).map(({ TIME_PERIOD }) => TIME_PERIOD)).toEqual(['2021']);
});

it('what had been published by a day has no version, and no place in the log', async () => {
  const key = seriesOf({ area: 'DE' });
  await keepPrints(api.pool, [level(key, '2020', '5', '2021-01-01'), level(key, '2020', '6', '2022-01-01')]);
  const rows = await rowsOf(api, `${GROWTH}/*.DE?publishedBy=2021-06-01`);
  expect(rows.map(shown)).toEqual(['R N REPORTED _Z 2020 5']);
  expect(rows[0]).toMatchObject({ VERSION: '', SEQUENCE: '', KNOWN_AT: '' });
  expect((await rowsOf(api, `${GROWTH}/*.DE?publishedBy=2022`)).map(shown)).toEqual([
    'R N REPORTED _Z 2020 6',
  ]);
});

it('each of several prints names who printed it and of what kind it is, also where nothing else is shown', async () => {
  const key = seriesOf({ area: 'FR' });
  const paper = { name: { en: 'The Paper', zh: '报纸' } };
  await keepPrints(api.pool, [
    level(key, '_U', '5', '2021-01-01', { kind: 'agency', publisher: paper }),
    level(key, '_U', '6', '2021-02-01', { kind: 'repost' }),
  ]);
  const path = `${UNDATED}/*.FR?publishedBy=2022`;
  const printed = (await rowsOf(api, path)).filter(({ READING }) => READING !== '_Z');
  expect(
    new Set(printed.map((row) => [row['OBS_VALUE'], row['EVIDENCE_KIND'], row['PUBLISHER']].join())),
  ).toEqual(new Set(['5,agency,The Paper', '6,repost,example.org']));
  for (const filter of ['c[PUBLISHER]=The%20Paper', 'c[EVIDENCE_KIND]=agency'])
    expect(
      (await rowsOf(api, `${path}&${filter}&attributes=none`)).map(({ OBS_VALUE }) => OBS_VALUE),
    ).toEqual(['5']);
});

it('the time of an answer without one of the log is that before its moment was read', async () => {
  const client = await api.pool.connect();
  await client.query('begin');
  await client.query('lock table change_cursor in access exclusive mode');
  const asked = Date.now();
  const answer = api.get(`${GROWTH}/*.DE?publishedBy=2022`, { accept: CSV });
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  await client.query('rollback');
  client.release();
  const { headers } = await answer;
  expect(Date.parse(headers.get('last-modified') ?? '')).toBeLessThan(asked + 1_500);
});
