import { OPEN_ON_LOOPBACK } from '@silkgauge/access';
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StateDocument, Subscription } from '@silkgauge/contract';
import {
  announce,
  appendChanges,
  appendRegistered,
  createReadModel,
  findStates,
  inTransaction,
  registerSeries,
  type NewVersion,
  type ReadModel,
} from '@silkgauge/read-model';
import type { RunningService } from '@silkgauge/service';
import type { NotifierConfig } from './config.ts';
import { newSecretKeys, parseSecretKeys } from '@silkgauge/service';
import { madeKey, WrittenTable } from '@silkgauge/testing';
import { start, type InPlaceOf } from './start.ts';

/** A version to write: its level. */
export interface TestVersion {
  readonly key: string;
  readonly period?: string;
  readonly value?: string;
  readonly document?: Partial<StateDocument>;
  readonly domain?: 'customs' | 'platform';
}

export const keyOf = (area: string): string => `GACC.${area}.CBEC.FULL._T._T._T._T.CNY`;

/** Commits versions in one transaction and tells of them, as the aggregation does. Returns the last sequence. */
export async function commit(pool: ReadModel['pool'], ...versions: readonly TestVersion[]): Promise<number> {
  const last = await inTransaction(pool, async (tx) => {
    const ids = new Map<string, string>();
    for (const { key, domain = 'customs' } of versions) {
      const [row] = await registerSeries(tx, domain, [key]);
      if (row) ids.set(key, row.series_id);
    }
    const keys = versions.map(({ key, period = '2020' }) => ({ seriesId: ids.get(key) ?? '', period }));
    const known = new Map(
      (await findStates(tx, keys)).map((row) => [`${row.series_id}/${row.period}`, row.version]),
    );
    const changes = versions.map(({ value = '1', document }, at) => {
      const { seriesId, period } = keys[at]!;
      const version = (known.get(`${seriesId}/${period}`) ?? 0) + 1;
      known.set(`${seriesId}/${period}`, version);
      const whole = documentOf(value, document);
      return {
        seriesId,
        period,
        version,
        knownAt: new Date('2024-01-01T00:00:00Z'),
        document: JSON.stringify(whole),
      };
    });
    return appendChanges(tx, changes);
  });
  await announce(pool, [String(last)]);
  return Number(last);
}

/** Commits versions of registers and tells of them, as the desk does. Returns the last sequence. */
export async function commitRegistered(
  pool: ReadModel['pool'],
  ...versions: readonly (Omit<NewVersion, 'knownAt' | 'document'> & { readonly document: object })[]
): Promise<number> {
  const last = await inTransaction(pool, (tx) =>
    appendRegistered(
      tx,
      versions.map(({ document, ...version }) => ({
        ...version,
        knownAt: new Date('2024-01-01T00:00:00Z'),
        document: JSON.stringify(document),
      })),
    ),
  );
  await announce(pool, [String(last)]);
  return Number(last);
}

export function documentOf(value: string, members: Partial<StateDocument> = {}): StateDocument {
  const exact = { value, unit: 'CNY', low: value, high: value, status: 'P', formula: 'reported@1' } as const;
  const { change = { reason: 'reported', previous: null, causes: [] }, ...said } = members;
  return {
    level: { reported: exact, verdict: 'unchecked', gap: null },
    ...{ growth: {}, other: {}, flags: [] },
    ...said,
    change,
  };
}

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Parsed body. */
  readonly event: { id: string; type: string; subject: string; data: { version: number; sequence: string } };
  readonly at: number;
}

export interface Sink {
  readonly url: string;
  readonly received: Received[];
  /** Deliveries of changes, by sequence. */
  readonly sequences: number[];
  /** Requests of OPTIONS. */
  readonly asked: IncomingHttpHeaders[];
  /** Answers deliveries; 204 by default. */
  answer: RequestListener;
  /** Headers of answers to OPTIONS. */
  consent: Readonly<Record<string, string>>;
  /** Answers to OPTIONS wait for it. */
  consenting: Promise<void>;
  stop(): Promise<void>;
}

/** A receiver of webhooks that consents. */
export async function startSink(port = 0): Promise<Sink> {
  const received: Received[] = [];
  const asked: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    if (request.method === 'OPTIONS') {
      asked.push(request.headers);
      void sink.consenting.then(() => response.writeHead(200, sink.consent).end());
      return;
    }
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8');
      received.push({
        headers: request.headers,
        body,
        event: JSON.parse(body) as Received['event'],
        at: Date.now(),
      });
      sink.answer(request, response);
    });
  });
  const sink: Sink = {
    url: await listening(server, port),
    received,
    get sequences() {
      return received
        .filter(({ event }) => event.type.startsWith('silkgauge.growth'))
        .map(({ event }) => Number(event.id));
    },
    asked,
    answer: (_request, response) => response.writeHead(204).end(),
    consent: { 'webhook-allowed-origin': '*' },
    consenting: Promise.resolve(),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  return sink;
}

const listening = (server: Server, port: number): Promise<string> =>
  new Promise((resolve) => {
    server.listen(port, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/growth`);
    });
  });

export const notifierDefaults: Omit<NotifierConfig, 'databaseUrl'> = {
  ...{ host: '127.0.0.1', port: 0, logLevel: 'silent', access: OPEN_ON_LOOPBACK },
  ...{ tls: null, trustedProxies: [], tracing: null },
  secretKeys: parseSecretKeys(newSecretKeys()),
  ...{
    publicUrl: 'http://127.0.0.1:4105',
    origin: 'silkgauge.example.org',
    apiUrl: 'https://api.example.org',
  },
  ...{
    brokers: [],
    security: { protocol: 'PLAINTEXT' },
    topicPrefix: '',
    ownPorts: [4100],
    recentBytes: 1024 * 1024,
    leaseMs: 10_000,
  },
};

export interface TestNotifier {
  readonly url: string;
  readonly pool: ReadModel['pool'];
  readonly service: RunningService;
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
  /** Makes a subscription; fails unless the answer is 201. */
  subscribe(members: Readonly<Record<string, unknown>>): Promise<Subscription>;
  get(id: string): Promise<Subscription>;
  /** All subscriptions, as an operator sees them. */
  list(query?: string): Promise<{ readonly items: readonly Subscription[]; readonly next: string | null }>;
  stop(): Promise<void>;
}

/** A notifier in this process. */
export async function startNotifier(
  databaseUrl: string,
  config: Partial<NotifierConfig> = {},
  inPlaceOf: InPlaceOf = {},
): Promise<TestNotifier> {
  const writer = createReadModel(databaseUrl, { max: 4 });
  const operator = madeKey({ scopes: ['operate'] });
  const table = inPlaceOf.table ?? new WrittenTable(operator.record);
  const service = await start({ ...notifierDefaults, databaseUrl, ...config }, { ...inPlaceOf, table });
  const call: TestNotifier['call'] = (method, path, body, headers = {}) =>
    fetch(service.url + path, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  return {
    ...{ url: service.url, pool: writer.pool, service, call },
    subscribe: async (members) => {
      const response = await call('POST', '/v1/subscriptions', { protocol: 'HTTP', ...members });
      const text = await response.text();
      if (response.status !== 201) throw new Error(`${String(response.status)} ${text}`);
      return JSON.parse(text) as Subscription;
    },
    list: async (query = '') => {
      const authorization = `Bearer ${operator.token}`;
      const response = await call('GET', `/v1/subscriptions${query}`, undefined, { authorization });
      return (await response.json()) as { items: Subscription[]; next: string | null };
    },
    get: async (id) => (await (await call('GET', `/v1/subscriptions/${id}`)).json()) as Subscription,
    stop: async () => {
      await service.stop();
      await writer.close();
    },
  };
}
