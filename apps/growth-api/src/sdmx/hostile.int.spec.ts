import { testDatabase } from '@silkgauge/testing';
import fc from 'fast-check';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi(await testDatabase());
  const key = seriesOf({ area: 'CN' });
  await commit(api.pool, { key, period: '2020', value: '1' }, { key, period: '_U', value: '2' });
});
afterAll(() => api.end());

const word = fc.constantFrom(
  ...[
    '',
    '*',
    'all',
    '+',
    '~',
    ',',
    '.',
    '..',
    'latest',
    '1.0.0',
    '1+.0.0',
    'SILKGAUGE',
    'DF_GROWTH',
    'DSD_UNDATED',
  ],
  ...[
    'DF_UNDATED',
    'dataflow',
    'datastructure',
    'codelist',
    'CL_AREA',
    'GACC.CN',
    'GACC.CN...........',
    '%00',
    '%',
    '%ff',
  ],
  ...[
    'SILKGAUGE,DF_GROWTH,1.0',
    '%2F',
    '-1',
    '99999999999999999999',
    '__proto__',
    'constructor',
    '2020-W99',
    '😀',
  ],
);
const name = fc.constantFrom(
  ...[
    'c[FREQ]',
    'c[TIME_PERIOD]',
    'c[GAP]',
    'c[OBS_VALUE]',
    'c%5BVERDICT%5D',
    'c[]',
    'c[',
    'c',
    'c[__proto__]',
  ],
  ...[
    'attributes',
    'measures',
    'firstNObservations',
    'lastNObservations',
    'offset',
    'limit',
    'sort',
    'asOf',
    'format',
  ],
  ...[
    'updatedAfter',
    'updateAfter',
    'includeHistory',
    'dimensionAtObservation',
    'publishedBy',
    'detail',
    'references',
  ],
  ...['mode', 'startPeriod', 'endPeriod', 'reportingYearStartDay', 'limt'],
);
const value = fc.oneof(
  word,
  fc.constantFrom(
    ...[
      'ge:3',
      'ge:2020+le:2021',
      'eq:',
      'xx:1',
      'ne:conflicts,co:a',
      '2020',
      '2020-01-01',
      '1',
      '0',
      'true',
      'maybe',
    ],
    ...[
      'TIME_PERIOD:desc',
      '*:asc',
      'full',
      'exact',
      'available',
      'none',
      'dsd',
      'jsondata',
      'children',
      'a=b',
      '--01-01',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => encodeURIComponent(text.toWellFormed())),
);
const path = fc
  .tuple(
    fc.constantFrom(
      '3.0/data',
      '2.1/data',
      '3.0/availability',
      '2.1/availableconstraint',
      '3.0/structure',
      '2.1/codelist',
      '2.1',
      '3.0',
      '',
    ),
    fc.array(word, { maxLength: 7 }),
  )
  .map(([door, parts]) => `/sdmx/${[door, ...parts].join('/')}`);
const query = fc
  .array(
    fc.tuple(name, value).map(([one, text]) => `${one}=${text}`),
    { maxLength: 4 },
  )
  .map((pairs) => (pairs.length > 0 ? `?${pairs.join('&')}` : ''));
const accept = fc.constantFrom(
  ...[
    '*/*',
    'text/csv',
    'application/xml',
    'application/json',
    'application/vnd.sdmx.data+csv;labels=both',
    'x',
    ';;,,q=',
  ],
  ...[
    'application/vnd.sdmx.genericdata+xml;version=2.1',
    'application/vnd.sdmx.data+json;version=9',
    'a/b;q=0',
  ],
);

it('no query at a door is answered with 5xx, save what is not built', async () => {
  const seen = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(path, query, accept, async (asked, search, type) => {
      const response = await api.get(asked + search, { accept: type });
      await response.body?.cancel();
      seen.set(response.status, (seen.get(response.status) ?? 0) + 1);
      expect(response.status === 501 || response.status < 500).toBe(true);
    }),
    { numRuns: 2_000 },
  );
  for (const status of [200, 400, 404, 406, 501]) expect([status, seen.has(status)]).toEqual([status, true]);
});
