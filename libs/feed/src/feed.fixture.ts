import { OPEN_ON_LOOPBACK, type AccessTable } from '@silkgauge/access';
import { topics, type CheckedEvent } from '@silkgauge/contract';
import { ensureTopics } from '@silkgauge/kafka';
import type { RunningService } from '@silkgauge/service';
import { WrittenTable } from '@silkgauge/testing';
import type { FeedDefinition } from './check-push.ts';
import type { FeedConfig } from './config.ts';
import { FeedModule } from './feed-module.ts';
import { runFeed } from './run-feed.ts';

/** A feed with all kinds of topics: sales, figures and jobs. */
export const definition: FeedDefinition = {
  feed: 'platform-sales',
  topics: {
    'silkgauge.sale.recorded.v1': 'platform.sales',
    'silkgauge.figure.reported.v1': 'platform.figures',
    'silkgauge.figure.withdrawn.v1': 'platform.figures',
    'silkgauge.job.reported.v1': 'push.jobs',
  },
};

export const startFeed = async (
  brokers: string,
  topicPrefix: string,
  more: Partial<FeedConfig> = {},
  make: { topics: boolean; table?: AccessTable } = { topics: true },
): Promise<RunningService> => {
  if (make.topics) await ensureTopics({ brokers: [brokers] }, topics(topicPrefix));
  const config: FeedConfig = {
    host: '127.0.0.1',
    port: 0,
    logLevel: 'silent',
    tls: null,
    trustedProxies: [],
    tracing: null,
    brokers: [brokers],
    security: { protocol: 'PLAINTEXT' },
    replication: 'any',
    topicPrefix,
    eventBytes: 1024 * 1024,
    batchEvents: 1_000,
    batchBytes: 5 * 1024 * 1024,
    maxRequests: 256,
    maxBytesInFlight: 64 * 1024 * 1024,
    maxUploads: 16,
    uploadSilence: 30_000,
    uploadRate: 128,
    growthApiUrl: '',
    embargoKeys: null,
    access: OPEN_ON_LOOPBACK,
    ...more,
  };
  const table = make.table ?? new WrittenTable();
  return runFeed({ definition, config, table, module: (kafka) => FeedModule.of(definition, config, kafka) });
};

let numbers = 0;

export const sale = (more: object = {}, data: object = {}) => ({
  specversion: '1.0',
  id: `order-${String((numbers += 1))}`,
  source: '/aliexpress/orders',
  type: 'silkgauge.sale.recorded.v1' satisfies CheckedEvent['type'],
  data: {
    platform: 'ALIEXPRESS',
    sellerCountry: 'CN',
    buyerCountry: 'ES',
    category: 'TOYS',
    flow: 'export',
    currency: 'EUR',
    amount: '24.90',
    quantity: '2',
    orderedAt: '2020-03-01T09:30:00+08:00',
    ...data,
  },
  ...more,
});

export const STRUCTURED = 'application/cloudevents+json';
export const BATCH = 'application/cloudevents-batch+json';
export const BINARY = 'application/json';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly receipts?: readonly {
      source: string;
      id: string;
      status: string;
      topic: string;
      partition: number;
      offset: string;
    }[];
    readonly type?: string;
    readonly title?: string;
    readonly status?: number;
    readonly detail?: string;
    readonly errors?: readonly {
      index: number;
      pointer: string;
      rule: string;
      message: string;
      fix: string;
    }[];
  };
}

export const push = async (
  url: string,
  contentType: string | undefined,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> => {
  const response = await fetch(`${url}/v1/events`, {
    method: 'POST',
    headers: { ...(contentType === undefined ? {} : { 'content-type': contentType }), ...headers },
    // fetch adds a content type to a string.
    body: Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text) as Answer['body'] };
};

/** Attributes of an event as headers of binary mode. */
export const attributesOf = ({ data: _, ...attributes }: ReturnType<typeof sale>): Record<string, string> =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce-${name}`, String(value)]));
