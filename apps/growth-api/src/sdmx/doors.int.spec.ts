import { gunzipSync } from 'node:zlib';
import { request } from 'node:http';
import { connect } from '@silkgauge/read-model';
import { testDatabase } from '@silkgauge/testing';
import { commit, documentOf, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';
import { CSV, CSV_1, GROWTH, JSON_2, linked, rowsOf, TWO_READINGS, UNDATED } from './sdmx.fixture.ts';

const CHINA = seriesOf({ area: 'CN' });
const FLOW_21 = '/sdmx/2.1/data/SILKGAUGE,DF_GROWTH,1.0';
let api: TestApi;

beforeAll(async () => {
  api = await startApi(await testDatabase(), { sdmxJsonStates: 3 });
  await commit(
    api.pool,
    ...['2019', '2020', '2021', '2022'].map((period) => ({ key: CHINA, period, value: '1.50', growth: '3' })),
    { key: CHINA, period: '_U', value: '7' },
    { key: seriesOf({ area: 'CN-HI' }), period: '2020-03', value: '5' },
    {
      key: seriesOf({ area: 'CN-NB', reporter: 'NAEDZ' }),
      period: '2020-01-01/P5M',
      value: '0',
      document: TWO_READINGS,
    },
  );
});
afterAll(() => api.end());

const periodsOf = async (path: string) => (await rowsOf(api, path)).map(({ TIME_PERIOD }) => TIME_PERIOD);
const headersOf = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
  const response = await fetch(api.url + path, { method, headers });
  await response.body?.cancel();
  return response;
};

describe('observations', () => {
  it('come by key, byte by byte, then by the start of the period', async () => {
    const rows = await rowsOf(api, GROWTH);
    const places = rows.map((row) =>
      [
        ...[
          'REPORTER',
          'REF_AREA',
          'INDICATOR',
          'COVERAGE',
          'FLOW',
          'MODE',
          'PRODUCT',
          'COUNTERPART',
          'CURRENCY',
        ],
        ...['FREQ', 'TRANSFORMATION', 'BASIS', 'READING', 'TIME_PERIOD'],
      ]
        .map((name) => row[name])
        .join('.'),
    );
    expect(places).toHaveLength(13);
    expect(places).toEqual([...places].sort());
  });

  it('of an unknown period are those of the other flow, which each answer names', async () => {
    const response = await headersOf(`${GROWTH}/*.CN?c[TIME_PERIOD]=ge:2020&limit=2`, { accept: CSV });
    const related = linked(response, 'related') ?? '';
    expect(related).toBe(`${UNDATED}/*.CN?limit=2`);
    const rows = await rowsOf(api, related);
    expect(rows.map(({ OBS_VALUE, FREQ }) => [OBS_VALUE, FREQ])).toEqual([['7', '_U']]);
    expect(rows[0]).not.toHaveProperty('TIME_PERIOD');
  });

  it('of both flows are one table, and no message of SDMX-ML', async () => {
    const rows = await rowsOf(api, '/sdmx/3.0/data/*/*/*/*/*.CN');
    expect(new Set(rows.map(({ STRUCTURE_ID }) => STRUCTURE_ID))).toEqual(
      new Set(['SILKGAUGE:DF_GROWTH(1.0.0)', 'SILKGAUGE:DF_UNDATED(1.0.0)']),
    );
    const ml = await api.get('/sdmx/3.0/data/*', { accept: 'application/vnd.sdmx.data+xml' });
    expect([ml.status, await ml.text()]).toEqual([501, expect.stringContaining('DF_GROWTH, DF_UNDATED')]);
    const JSON_1 = 'application/vnd.sdmx.data+json;version=1.0.0';
    const json = await api.get('/sdmx/2.1/data/all', { accept: JSON_1 });
    expect([json.status, await json.text()]).toEqual([
      501,
      expect.stringMatching(/message of [^ ]*json;version=1\.0\.0.*DF_GROWTH, DF_UNDATED.*SDMX-JSON 2/),
    ]);
  });
});

describe('a query', () => {
  it.each([
    ['?c[TIME_PERIOD]=ge:2021', ['2021', '2022', '2021', '2022']],
    ['?c[TIME_PERIOD]=ge:2020-06%2Ble:2021-12', ['2021', '2021']],
    ['?c[TIME_PERIOD]=ge:2020+le:2021&c[TRANSFORMATION]=N', ['2020-03', '2020', '2021', '2020-01-01/P5M']],
    ['/*.CN.*.*.*.*.*.*.*.*.GY', ['2019', '2020', '2021', '2022']],
    ['/GACC.CN-46', ['2020-03']],
    ['/*.CN.*.*.*.*.*.*.*.*.N?firstNObservations=1', ['2019']],
    ['/*.CN.*.*.*.*.*.*.*.*.N?lastNObservations=1', ['2022']],
    ['/*.CN.*.*.*.*.*.*.*.*.N?firstNObservations=1&lastNObservations=2', ['2019', '2021', '2022']],
    ['/*.CN.*.*.*.*.*.*.*.*.N?firstNObservations=9&lastNObservations=9', ['2019', '2020', '2021', '2022']],
    ['/*.CN?sort=TIME_PERIOD:desc&limit=3', ['2022', '2022', '2021']],
    ['/*.CN?sort=TIME_PERIOD+TRANSFORMATION:desc&limit=2&offset=1', ['2019', '2020']],
    ['/*.CN?attributes=none&measures=none', ['', '']],
    ['/*.*.*.*.*.*.*.*.*.*.*.*.TO-TIMES', ['2020-01-01/P5M']],
    [
      '/GACC.CN.*.*.*.*.*.*.*.A.N,NAEDZ.*.*.*.*.*.*.*.*.*.N',
      ['2019', '2020', '2021', '2022', '2020-01-01/P5M'],
    ],
    ['?c[FLAGS]=co:ambiguous&c[READING]=_Z', ['2020-01-01/P5M', '2020-01-01/P5M']],
  ])('%s', async (query, periods) => {
    expect(await periodsOf(GROWTH + query)).toEqual(periods);
  });

  it.each([
    ['?startPeriod=2021&endPeriod=2021', 2],
    ['/GACC.CN+CN-HI', 9],
    ['/.CN', 8],
    ['/all/SILKGAUGE?detail=serieskeysonly', 7],
    ['/all?lastNObservations=1', 7],
  ])('%s of REST 1.5', async (query, count) => {
    expect(await rowsOf(api, FLOW_21 + query, CSV_1)).toHaveLength(count);
  });

  it('that nothing matches is 204, and 404 under REST 1.5', async () => {
    for (const query of [
      '/NOBODY',
      '?c[REPORTER]=NOBODY',
      '?c[TIME_PERIOD]=ge:2099',
      '?offset=99',
      '?asOf=1900-01-01',
    ])
      expect([query, (await headersOf(GROWTH + query)).status]).toEqual([query, 204]);
    const none = await api.get(`${FLOW_21}/NOBODY`);
    expect([none.status, none.headers.get('content-type')]).toEqual([404, 'application/xml']);
    expect(await none.text()).toContain('code="100"');
  });
});

it('what is available besides has the periods that a filter of time leaves out', async () => {
  const timeOf = async (mode: string) => {
    const path = `/sdmx/3.0/availability/dataflow/SILKGAUGE/DF_GROWTH/1.0.0/*.CN/TIME_PERIOD?c[TIME_PERIOD]=2020&mode=${mode}`;
    const text = (await (await api.get(path)).text()).replace(/"prepared":"[^"]*"/, '');
    return text.match(/\b\d{4}(?=-\d\d-\d\dT|-(?:01-01|12-31)")/g);
  };
  expect(new Set(await timeOf('exact'))).toEqual(new Set(['2020']));
  expect(new Set(await timeOf('available'))).toEqual(new Set(['2019', '2022']));
});

describe('pages', () => {
  it('count observations over all series, and name the next one as of the same sequence', async () => {
    const whole = await rowsOf(api, GROWTH);
    const seen: unknown[] = [];
    let path: string | undefined = `${GROWTH}?limit=4`;
    let pages = 0;
    while (path !== undefined) {
      seen.push(...(await rowsOf(api, path)));
      path = linked(await headersOf(path, { accept: CSV }), 'next');
      pages += 1;
    }
    expect([pages, seen]).toEqual([4, whole]);
  });
});

describe('an answer', () => {
  it('has the exact type, and tells what it depends on', async () => {
    for (const type of [CSV, JSON_2, CSV_1]) {
      const response = await headersOf(`${GROWTH}/NAEDZ`, { accept: type, 'accept-language': 'zh' });
      expect(response.headers.get('content-type')).toBe(type);
      expect(response.headers.get('content-language')).toBe('zh');
      expect(response.headers.get('vary')).toBe('accept, accept-language, accept-encoding');
    }
  });

  it('is not sent again while nothing changed, and has a tag for each form, language and coding', async () => {
    const tags = new Set<string>();
    for (const headers of [
      { accept: CSV },
      { accept: JSON_2 },
      { accept: CSV, 'accept-language': 'zh' },
      { accept: `${CSV};labels=both` },
    ]) {
      const first = await headersOf(`${GROWTH}/NAEDZ`, headers);
      const etag = first.headers.get('etag') ?? '';
      tags.add(etag);
      expect((await headersOf(`${GROWTH}/NAEDZ`, { ...headers, 'if-none-match': etag })).status).toBe(304);
      expect(first.headers.has('last-modified')).toBe(true);
    }
    expect(tags.size).toBe(4);
    const etag = [...tags][0] ?? '';
    await commit(api.pool, { key: CHINA, period: '2022', value: '1.50', growth: '4' });
    expect((await headersOf(`${GROWTH}/NAEDZ`, { accept: CSV, 'if-none-match': etag })).status).toBe(200);
  });

  it('has another tag once sales were thinned, or the log was rebuilt', async () => {
    const last = (await headersOf(GROWTH)).headers.get('x-silkgauge-sequence');
    const tag = async () =>
      (await headersOf(`${GROWTH}/NAEDZ?asOf=${String(last)}`, { accept: CSV })).headers.get('etag');
    const whole = await tag();
    await api.pool.query('update change_retention set thinned_until = 1');
    const thinned = await tag();
    await api.pool.query(
      `insert into rebuild (reason, actor, begun_at, digest_before, digest, after_sequence, changes)
       values ('x', 'x', now(), 'a', 'b', 0, 0)`,
    );
    expect(new Set([whole, thinned, await tag()]).size).toBe(3);
    await api.pool.query('update change_retention set thinned_until = 0');
  });

  it('comes gzipped to who takes that', async () => {
    const plain = await (await api.get(GROWTH, { accept: CSV, 'accept-encoding': 'identity' })).text();
    const { headers, bytes } = await new Promise<{ headers: object; bytes: Buffer }>((resolve, reject) => {
      request(api.url + GROWTH, { headers: { accept: CSV, 'accept-encoding': 'gzip' } }, (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('end', () => {
          resolve({ headers: response.headers, bytes: Buffer.concat(pieces) });
        });
      })
        .on('error', reject)
        .end();
    });
    expect(headers).toMatchObject({ 'content-encoding': 'gzip' });
    expect(gunzipSync(bytes).toString()).toBe(plain);
  });

  it('to HEAD has the headers of GET', async () => {
    for (const path of [
      `${GROWTH}/NAEDZ`,
      '/sdmx/3.0/structure/dataflow',
      '/sdmx/3.0/availability/dataflow/*/DF_GROWTH',
    ]) {
      const [get, head] = [await headersOf(path), await headersOf(path, {}, 'HEAD')];
      for (const name of ['etag', 'content-type', 'vary', 'x-silkgauge-sequence'])
        expect([path, name, head.headers.get(name)]).toEqual([path, name, get.headers.get(name)]);
      expect(head.headers.has('last-modified')).toBe(true);
      expect(head.status).toBe(200);
    }
  });

  it('to HEAD has the status of GET, and names the same next page', async () => {
    const answers: [number, string | null][] = [];
    for (const path of [
      `${GROWTH}?limit=1`,
      `${GROWTH}/NOBODY`,
      '/sdmx/2.1/data/DF_GROWTH/NOBODY',
      `${GROWTH}?includeHistory=true&limit=1`,
    ]) {
      const [get, head] = [await headersOf(path), await headersOf(path, {}, 'HEAD')];
      const told = ({ status, headers }: typeof get): [number, string | null] => [
        status,
        headers.get('link'),
      ];
      expect(told(head)).toEqual(told(get));
      answers.push(told(head));
    }
    expect(answers.map(([status]) => status)).toEqual([200, 204, 404, 200]);
    expect(answers[0]?.[1]).toContain('rel="next"');
  });

  it('of a known tag reads no figures', async () => {
    const etag = (await headersOf(`${GROWTH}/NAEDZ`)).headers.get('etag') ?? '';
    const client = await api.pool.connect();
    try {
      await client.query('begin');
      await client.query('lock table growth_state in access exclusive mode');
      expect((await headersOf(`${GROWTH}/NAEDZ`, { 'if-none-match': etag })).status).toBe(304);
      expect((await headersOf(`${GROWTH}/NAEDZ`, { 'if-none-match': etag }, 'HEAD')).status).toBe(304);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });

  it('is for any origin, and preflights are answered', async () => {
    const origin = { origin: 'https://stats.example' };
    expect((await headersOf(GROWTH, origin)).headers.get('access-control-allow-origin')).toBe('*');
    const preflight = await headersOf(
      GROWTH,
      { ...origin, 'access-control-request-method': 'GET' },
      'OPTIONS',
    );
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([
      204,
      'GET, HEAD',
    ]);
  });
});

describe('a refusal', () => {
  it.each([
    ['GET', `${GROWTH}?c[NOPE]=1`, 400],
    ['GET', `${GROWTH}?limt=1`, 400],
    ['GET', `${GROWTH}?limit=0`, 400],
    ['GET', `${GROWTH}?asOf=999999`, 400],
    ['GET', `${GROWTH}?updatedAfter=999999`, 400],
    ['GET', `${GROWTH}?updatedAfter=2024-05-01&asOf=2024-04-01`, 400],
    ['GET', `${GROWTH}?publishedBy=2020&asOf=1`, 400],
    ['GET', `${UNDATED}?c[TIME_PERIOD]=2020`, 400],
    ['GET', `${GROWTH}/%00`, 400],
    ['GET', `${GROWTH}/%ff`, 400],
    ['GET', '/sdmx/3.0/data/dataflow/SILKGAUGE/DF_GROWHT', 404],
    ['GET', '/sdmx/4.0/data', 404],
    ['GET', '/sdmx', 404],
    ['POST', GROWTH, 405],
    ['DELETE', '/sdmx/2.1/dataflow', 405],
    ['GET', `${GROWTH}?dimensionAtObservation=FREQ`, 501],
    ['GET', '/sdmx/3.0/schema/provisionagreement/SILKGAUGE/DF_GROWTH', 501],
  ])('of %s %s is %s, in JSON, in XML and as problem details', async (method, path, status) => {
    const ask = async (accept: string) => {
      const response = await fetch(api.url + path, { method, headers: { accept } });
      return {
        status: response.status,
        type: response.headers.get('content-type'),
        text: await response.text(),
        response,
      };
    };
    const json = await ask('application/json');
    expect([json.status, json.type]).toEqual([status, 'application/json']);
    const [error] = (JSON.parse(json.text) as { errors: { code: number; detail: string }[] }).errors;
    const code = path.startsWith('/sdmx/2.1') ? 1_000 + status : status;
    expect([error?.code, (error?.detail ?? '').length > 10]).toEqual([code, true]);
    const xml = await ask('application/xml');
    expect([xml.status, xml.type]).toEqual([status, 'application/xml']);
    expect(xml.text).toMatch(/<mes:ErrorMessage code="\d+"/);
    const problem = await ask('application/problem+json, */*;q=0.1');
    expect([problem.status, problem.type]).toEqual([status, 'application/problem+json']);
    if (status === 405) expect(json.response.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
  });

  it('of a type that is not served is 406, and names those that are', async () => {
    for (const accept of ['image/png', 'application/vnd.sdmx.data+xml;version=3.1.0', `${CSV};q=0`]) {
      const response = await api.get(GROWTH, { accept });
      expect([response.status, await response.text()]).toEqual([406, expect.stringContaining(CSV)]);
    }
  });

  it('of an address above 8 KiB is 414', async () => {
    expect((await headersOf(`${GROWTH}?c[REPORTER]=${'A,'.repeat(4_100)}B`)).status).toBe(414);
    expect((await headersOf(`${GROWTH}?c[WORDING]=${'a'.repeat(7_800)}`)).status).toBe(204);
  });

  it('of more states than SDMX-JSON may have is 413, and CSV and pages have no bound', async () => {
    const refused = await api.get(GROWTH, { accept: JSON_2 });
    expect([refused.status, await refused.text()]).toEqual([413, expect.stringContaining('limit')]);
    for (const [query, accept] of [
      ['', CSV],
      ['?limit=3', JSON_2],
      ['/NAEDZ', JSON_2],
      ['?c[OBS_VALUE]=ge:400', JSON_2],
    ] as const)
      expect([query, (await headersOf(GROWTH + query, { accept })).status]).toEqual([query, 200]);
  });
});

it('nothing of a state is dropped: each value and end of /v1/growth is in one of both flows', async () => {
  const rows = await rowsOf(api, '/sdmx/3.0/data/*');
  const { items } = await api.json<{ items: { key: string }[] }>('/v1/growth?limit=1000');
  expect(items).toHaveLength(7);
  expect(new Set(rows.map(({ SEQUENCE }) => SEQUENCE)).size).toBe(7);
  expect(rows.every(({ OBS_VALUE, READINGS }) => OBS_VALUE !== '' || READINGS !== '')).toBe(true);
});

it('a database that gives no answer in time is 503, and when to ask again', async () => {
  const database = await testDatabase();
  const other = await startApi(database, { statementMs: 300 });
  const slow = await connect(database.url, 'spec');
  try {
    await slow.query('begin');
    await slow.query('lock table change_cursor in access exclusive mode');
    for (const path of [GROWTH, '/sdmx/3.0/structure/codelist', '/sdmx/2.1/availableconstraint/DF_GROWTH']) {
      const response = await other.get(path, { accept: 'application/json' });
      expect([path, response.status]).toEqual([path, 503]);
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await response.json()).toHaveProperty('errors.0.detail');
    }
  } finally {
    await slow.query('rollback');
    await slow.end();
    await other.end();
  }
});

it('a state that is no longer what it was is read as of its sequence', async () => {
  const key = seriesOf({ area: 'GB' });
  const first = await commit(api.pool, { key, period: '2020', value: '1' });
  await commit(api.pool, { key, period: '2020', value: '2', document: documentOf('2') });
  expect((await rowsOf(api, `${GROWTH}/*.GB?asOf=${first}`)).map(({ OBS_VALUE }) => OBS_VALUE)).toEqual([
    '1',
  ]);
});
