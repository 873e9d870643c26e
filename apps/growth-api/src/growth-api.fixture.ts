import { tmpdir } from 'node:os';
import { OPEN_ON_LOOPBACK, type AccessTable } from '@silkgauge/access';
import type { NoticeData, StateDocument } from '@silkgauge/contract';
import {
  announce,
  appendChanges,
  appendRegistered,
  createReadModel,
  findRegistered,
  findStates,
  inTransaction,
  registerSeries,
  type ReadModel,
} from '@silkgauge/read-model';
import type { RunningService } from '@silkgauge/service';
import { WrittenTable } from '@silkgauge/testing';
import type { ApiConfig } from './config.ts';
import { writePage } from './page/page.fixture.ts';
import { start } from './start.ts';

/** A state to write: its level and its append time. */
export interface TestState {
  readonly key: string;
  readonly period: string;
  readonly value: string;
  readonly knownAt?: string;
  readonly domain?: 'customs' | 'platform';
  /** Growth over the year before, in percent. */
  readonly growth?: string;
  /** Members that stand in place of those made of the above. */
  readonly document?: Partial<StateDocument>;
}

/** Commits versions in one transaction and notifies, as the aggregation does. Returns the last sequence. */
export async function commit(pool: ReadModel['pool'], ...states: readonly TestState[]): Promise<string> {
  const last = await commitUntold(pool, ...states);
  await announce(pool, [last]);
  return last;
}

/** Commits without a notification, as a process that ends right after COMMIT. */
export async function commitUntold(
  pool: ReadModel['pool'],
  ...states: readonly TestState[]
): Promise<string> {
  const last = await inTransaction(pool, async (tx) => {
    const ids = new Map<string, string>();
    for (const { key, domain = 'customs' } of states) {
      const [row] = await registerSeries(tx, domain, [key]);
      if (row) ids.set(key, row.series_id);
    }
    const keys = states.map(({ key, period }) => ({ seriesId: ids.get(key) ?? '', period }));
    const present = await findStates(tx, keys);
    const versions = new Map(present.map((row) => [`${row.series_id}/${row.period}`, row.version]));
    const changes = states.map((state, index) => {
      const { seriesId, period } = keys[index] ?? { seriesId: '', period: '' };
      const version = (versions.get(`${seriesId}/${period}`) ?? 0) + 1;
      versions.set(`${seriesId}/${period}`, version);
      const knownAt = new Date(state.knownAt ?? '2024-01-01T00:00:00Z');
      return {
        seriesId,
        period,
        version,
        knownAt,
        document: JSON.stringify(documentWith(documentOf(state.value, state.growth), state.document)),
      };
    });
    return appendChanges(tx, changes);
  });
  return String(last ?? 0);
}

/** Publishes or withdraws a notice, as the aggregation does. Returns its sequence. */
export async function tellNotice(
  pool: ReadModel['pool'],
  data: Pick<NoticeData, 'notice' | 'scope' | 'effectiveFrom' | 'effectiveTo'>,
  { withdrawn = false, knownAt = '2024-01-01T00:00:00Z' } = {},
): Promise<string> {
  const [before] = await findRegistered(pool, 'notice', [data.notice]);
  const whole = { issuer: 'GACC', title: 'A notice', announcedOn: '2020-06-12', evidence: {}, ...data };
  const last = await appendRegistered(pool, [
    {
      kind: 'notice',
      key: data.notice,
      version: (before?.version ?? 0) + 1,
      knownAt: new Date(knownAt),
      document: JSON.stringify({ withdrawn, data: whole }),
    },
  ]);
  await announce(pool, [String(last)]);
  return String(last);
}

/** The document with other members, in the order of a stored one: the change last, behind the flags. */
export function documentWith(document: StateDocument, others: Partial<StateDocument> = {}): StateDocument {
  const { flags, change, ...said } = { ...document, ...others };
  return { ...said, flags, change };
}

export function documentOf(value: string, growth?: string): StateDocument {
  const exact = (digits: string, unit: string) =>
    ({ value: digits, unit, low: digits, high: digits, status: 'P', formula: 'reported@1' }) as const;
  return {
    level: {
      reported: exact(value, 'CNY'),
      verdict: 'unchecked',
      gap: null,
    },
    growth:
      growth === undefined
        ? {}
        : { GY: { comparedWith: null, reported: exact(growth, 'percent'), verdict: 'unchecked', gap: null } },
    other: {},
    flags: [],
    change: { reason: 'reported', previous: null, causes: [] },
  };
}

/** Series key of the given codes, with defaults for the others. */
export function seriesOf(codes: {
  reporter?: string;
  area?: string;
  flow?: string;
  product?: string;
}): string {
  const { reporter = 'GACC', area = 'CN', flow = '_T', product = '_T' } = codes;
  return `${reporter}.${area}.CBEC.FULL.${flow}._T.${product}._T.CNY`;
}

export interface TestApi {
  readonly url: string;
  readonly pool: ReadModel['pool'];
  readonly service: RunningService;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  /** Parsed JSON of the answer; rejects for a status outside 200 to 299. */
  json<T>(path: string): Promise<T>;
  stop(): Promise<void>;
  /** Stops the API and drops the database. */
  end(): Promise<void>;
}

/** Starts the API in this process on a migrated database, with a pool for writes. */
export async function startApi(
  database: { readonly url: string; drop(): Promise<void> },
  config: Partial<ApiConfig> = {},
  table: AccessTable = new WrittenTable(),
): Promise<TestApi> {
  const writer = createReadModel(database.url, { max: 4 });
  const page = writePage({ 'index.html': '<title>Silkgauge</title><div id="root"></div>' });
  const service = await start(
    {
      ...defaults,
      databaseUrl: database.url,
      pageFolder: page.folder,
      ...config,
    },
    table,
  );
  const get = (path: string, headers: Record<string, string> = {}) => fetch(service.url + path, { headers });
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= service.stop().then(() => writer.close()));
  return {
    url: service.url,
    pool: writer.pool,
    service,
    get,
    json: async <T>(path: string) => {
      const response = await get(path);
      const text = await response.text();
      if (!response.ok) throw new Error(`${path}: ${String(response.status)} ${text}`);
      return JSON.parse(text) as T;
    },
    stop,
    end: async () => {
      await stop();
      page.remove();
      await database.drop();
    },
  };
}

const defaults: Omit<ApiConfig, 'databaseUrl' | 'pageFolder'> = {
  host: '127.0.0.1',
  port: 0,
  logLevel: 'silent',
  tls: null,
  trustedProxies: [],
  tracing: null,
  connections: 8,
  statementMs: 10_000,
  readsAtOnce: 32,
  exportConnections: 4,
  exportsPerCaller: 4,
  exportsAtOnce: 8,
  exportBytes: 64 * 1024 * 1024,
  exportFolder: tmpdir(),
  brokers: ['127.0.0.1:9092'],
  security: { protocol: 'PLAINTEXT' },
  topicPrefix: '',
  access: OPEN_ON_LOOPBACK,
  heartbeatEvery: 15_000,
  stalledAfter: 60_000,
  pollEvery: 1_000,
  ringBytes: 16 * 1024 * 1024,
  copiesFolder: '',
  jobSilence: 60_000,
  smallBases: {},
  workMs: 10_000,
  rehearsalMs: 5_000,
  corsOrigins: ['*'],
  sdmxJsonStates: 50_000,
  notifierUrl: '',
  mcpUrl: '',
  policyNoticeUrl: '',
};
