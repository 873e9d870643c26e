import fc from 'fast-check';
import { DIMENSIONS } from '@silkgauge/contract';
import { testDatabase } from '@silkgauge/testing';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';

const KEY = seriesOf({ area: 'CN' });
let api: TestApi;

beforeAll(async () => {
  api = await startApi(await testDatabase());
  await commit(api.pool, { key: KEY, period: '2020', value: '1' }, { key: KEY, period: '_U', value: '2' });
});
afterAll(() => api.end());

const names = [
  ...DIMENSIONS,
  ...[
    'period',
    'from',
    'to',
    'domain',
    'asOf',
    'publishedBy',
    'limit',
    'cursor',
    'after',
    'source',
    'id',
    'by',
    'detail',
  ],
  ...['q', 'kind', 'notice'],
  ...['transform', 'base', 'columns', 'lang'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty'],
];

const digits = fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String);
const pad = (width: number, most: number) =>
  fc.integer({ min: 0, max: most }).map((n) => String(n).padStart(width, '0'));
const date = fc.tuple(pad(4, 9999), pad(2, 13), pad(2, 32)).map((parts) => parts.join('-'));
const period = fc.oneof(
  fc.constantFrom('_U', '2020', '2020-S1', '2020-Q4', '0000', '9999-12-31', '0000-01-01', '2020-02-30'),
  date,
  fc
    .tuple(date, fc.constantFrom('P', 'P1', 'P1Y', 'P5M', 'P11D', 'P99999999Y', 'P0D', 'PT1H'))
    .map((parts) => parts.join('/')),
  fc
    .tuple(pad(4, 9999), fc.constantFrom('-S0', '-S2', '-Q5', '-Q1', '-00', '-13', '-W53'))
    .map((parts) => parts.join('')),
);
const instant = fc
  .tuple(
    date,
    pad(2, 25),
    pad(2, 61),
    pad(2, 61),
    fc.constantFrom('Z', '+00:00', '-23:59', '+24:00', ' 08:00', '', '.9999999999Z'),
  )
  .map(([day, hour, minute, second, zone]) => `${day}T${hour}:${minute}:${second}${zone}`);
const cursor = fc
  .oneof(
    fc.array(
      fc.oneof(
        fc.constantFrom('growth', 'history', 'series', 'notices', 'claims', 'codes', KEY, '2020', '_U'),
        fc.string({ unit: 'binary' }),
        digits,
      ),
    ),
    fc.anything(),
  )
  .map((parts) => Buffer.from(JSON.stringify(parts) ?? '').toString('base64url'));
const value = fc
  .oneof(
    fc.constantFrom(
      '',
      'CN',
      'X',
      '_T',
      'CNY',
      'customs',
      'index',
      'contribution',
      '1',
      '100',
      'null',
      "' or 1=1 --",
      '\0',
      'CN,GB',
      ',',
      '😀',
      '\uFFFF',
    ),
    digits,
    period,
    instant,
    cursor,
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.array(period, { maxLength: 5 }).map((periods) => periods.join(',')),
  )
  .map((text) => encodeURIComponent(text.toWellFormed()));
/** Bytes that no encoder writes: bad escapes, spare separators, lone continuation bytes. */
const raw = fc.constantFrom(
  '%',
  '%zz',
  '%ff',
  '%c0%80',
  '%ed%a0%80',
  '&&',
  '=',
  '==',
  '?',
  ';',
  '+',
  '%00',
  '[]',
  'a[b]=c',
);
const pair = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.tuple(fc.constantFrom(...names), value).map(([name, text]) => `${name}=${text}`),
  },
  { weight: 1, arbitrary: fc.tuple(value, value).map(([name, text]) => `${name}=${text}`) },
  { weight: 1, arbitrary: raw },
);
const query = fc
  .array(pair, { maxLength: 4 })
  .map((pairs) => (pairs.length > 0 ? `?${pairs.join('&')}` : ''));

const segment = fc.oneof(
  fc.constantFrom(KEY, '2020', '_U', '%2F', '%00', 'a.b.c.d.e.f.g.h.i', 'x'.repeat(3000)),
  value,
  period.map(encodeURIComponent),
  raw,
);
const statePath = fc
  .tuple(segment, segment, fc.constantFrom('', '/history', '/explain', '/vintages', '/other'))
  .map(([key, code, rest]) => `/v1/growth/${key}/${code}${rest}`);
const listPath = fc.constantFrom(
  ...[
    'growth',
    'growth.csv',
    'growth.parquet',
    'growth.jsonstat',
    'revisions.atom',
    'growth.metadata.json',
    'availability',
    'revisions',
    'series',
    'notices',
    'claims',
    'statements',
    'reporters',
    'codes/area',
    'codes/flow',
    'changes',
    'stream',
    'outcomes',
    'positions',
    'bulletins',
    'bulletins.atom',
    'alerts.atom',
    'bulletins/one/history',
    `transformations/${KEY}`,
  ].map((name) => `/v1/${name}`),
);

describe('any query string', () => {
  it.each([
    ['lists', listPath, 1_500],
    ['states', statePath, 500],
  ])('%s never answer 5xx, and name each fault in a problem', async (_name, paths, numRuns) => {
    await fc.assert(
      fc.asyncProperty(paths, query, fc.option(value, { freq: 10 }), async (path, search, lastEventId) => {
        const response = await api.get(
          path + search,
          lastEventId === null ? {} : { 'last-event-id': lastEventId },
        );
        const refused = response.status >= 400;
        const problem = refused ? ((await response.json()) as { status: number }).status : null;
        if (!refused) await response.body?.cancel();
        expect(response.status).toBeLessThan(500);
        if (refused) {
          expect(problem).toBe(response.status);
          expect(response.headers.get('content-type')).toContain('application/problem+json');
        }
      }),
      { numRuns },
    );
  });
});
