import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { FEEDS } from '@silkgauge/contract';
import { startApp, type RunningApp } from '../services/index.ts';
import { startStack, type Stack } from './stack.ts';

let stack: Stack;
let access: RunningApp;
let notifier: RunningApp;

beforeAll(async () => {
  stack = await startStack();
  const keys = { NOTIFIER_SECRET_KEYS: `1:${randomBytes(32).toString('base64')}` };
  [access, notifier] = await Promise.all([
    startApp('access', stack.env),
    startApp('notifier', { ...stack.env, ...keys }),
  ]);
});

afterAll(async () => {
  await access?.stop();
  await notifier?.stop();
  await stack?.stop();
});

const SIZE = 10_000;

const filled = (piece: string): string => piece.repeat(Math.ceil(SIZE / piece.length)).slice(0, SIZE);

/** Values that trouble header parsers: separators, quotes, escapes, repeats. */
const VALUES = [
  ...[' ', '\t', '"', ';', ',', '=', '\\', '/', '%', '*', '-', 'a', '0', '\u00ff', '; ', ', ', '" ', '\\"'],
  ...['%41', 'a=', 'a=b;', 'a="b";', 'a;q=0.1,', 'W/"a",', '"a", ', ' = ', '="', ';q=', 'Bearer ', '; a ="'],
].map(filled);

/** A valid beginning, a repeated value, and an end that no rule expects. */
const valuesOf = (beginning: string): string[] => VALUES.map((value) => `${beginning}${value}"x`);

/** Headers read by a service, its framework or Node, with a valid beginning; and unread headers. */
const HEADERS: Readonly<Record<string, string>> = {
  accept: 'text/csv; q=',
  'accept-charset': 'utf-8;',
  'accept-encoding': 'gzip;q=',
  'accept-language': 'en;q=',
  'access-control-request-headers': 'a,',
  authorization: 'Bearer ',
  'cache-control': 'max-age=',
  connection: 'keep-alive,',
  'content-encoding': 'identity',
  'content-type': 'application/json; charset=',
  cookie: 'a=',
  expect: '100-continue',
  forwarded: 'for=',
  'if-match': '"',
  'if-modified-since': 'Thu, 16 Jul 2020 02:00:00 GMT',
  'if-none-match': 'W/"',
  'if-range': '"',
  'keep-alive': 'timeout=',
  'last-event-id': '0',
  origin: 'http://',
  range: 'bytes=',
  referer: 'http://',
  te: 'trailers;',
  traceparent: '00-',
  'transfer-encoding': 'chunked,',
  upgrade: 'websocket,',
  'user-agent': 'a (',
  via: '1.1 a,',
  'webhook-request-origin': 'a.example',
  'webhook-request-rate': '1',
  'x-forwarded-for': '10.0.0.1,',
  'x-http-method-override': 'GET',
  'ce-specversion': '1.0',
  'ce-id': '"',
  'ce-source': '/a',
  'ce-type': 'silkgauge.',
  'ce-time': '2020-07-16T10:00:00',
  'ce-subject': '"\\',
  'ce-extension': '%',
};

/** Status of a request; 0 for a closed connection. */
function ask(url: string, method: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const asked = request(url, { method, headers, agent: false }, (response) => {
      response.destroy();
      resolve(response.statusCode ?? 0);
    });
    asked.on('error', () => {
      resolve(0);
    });
    asked.end(method === 'POST' ? '{}' : undefined);
  });
}

/** A service, its address, and calls of it. */
type Asked = [string, (all: Stack) => string, [method: string, path: string][]];

const services: Asked[] = [
  ...FEEDS.map((feed, at): Asked => [
    feed,
    ({ doors }) => doors[feed].url,
    [['POST', '/v1/events'], ...(at === 0 ? [['OPTIONS', '/v1/events'] as [string, string]] : [])],
  ]),
  [
    'growth-api',
    ({ api }) => api.url,
    [
      ['GET', '/v1/growth?limit=1'],
      ['GET', '/v1/stream'],
      ['GET', '/'],
    ],
  ],
  ['aggregation', ({ aggregation }) => aggregation.url, [['GET', '/readyz']]],
  [
    'access',
    () => access.url,
    [
      ['GET', '/v1/keys'],
      ['POST', '/v1/keys'],
    ],
  ],
  [
    'notifier',
    () => notifier.url,
    [
      ['GET', '/v1/subscriptions'],
      ['POST', '/v1/subscriptions'],
    ],
  ],
];

/** Milliseconds: far above normal, far below a backtracking rule's time on ten thousand bytes. */
const SOON = 2_000;

/** Milliseconds until all requests and a stranger's are answered; best of three on a busy machine. */
async function answered(asking: () => Promise<void>): Promise<number> {
  let best = Infinity;
  for (let time = 0; time < 3 && best > SOON; time += 1) {
    const began = performance.now();
    await asking();
    best = Math.min(best, performance.now() - began);
  }
  return best;
}

it.each(services)(
  'ten thousand bytes in any header of %s are answered at once, without delay for other requests',
  async (_name, urlOf, paths) => {
    const url = urlOf(stack);
    const late: string[] = [];
    for (const [method, path] of paths) {
      for (const [name, beginning] of Object.entries(HEADERS)) {
        const took = await answered(async () => {
          const statuses = await Promise.all([
            ...valuesOf(beginning).map((value) => ask(url + path, method, { [name]: value })),
            ask(`${url}/healthz`, 'GET', {}),
          ]);
          expect(statuses.pop()).toBe(200);
          expect(statuses.filter((status) => status >= 500 && status !== 501)).toEqual([]);
        });
        if (took > SOON) late.push(`${method} ${path} ${name}`);
      }
    }
    expect(late).toEqual([]);
  },
  240_000,
);
