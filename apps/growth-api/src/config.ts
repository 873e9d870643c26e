import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { accessVariables } from '@silkgauge/access';
import { parseSmallBases, portOf } from '@silkgauge/contract';
import { kafkaVariables } from '@silkgauge/kafka';
import { databaseVariable } from '@silkgauge/read-model';
import {
  asHttpAddress,
  asInteger,
  asText,
  serviceVariables,
  type ConfigOf,
  type Variables,
} from '@silkgauge/service';
import { asOrigins } from './http/cors.ts';

/** Longest poll interval, in milliseconds, for changes whose writer ended between COMMIT and NOTIFY. */
export const LONGEST_POLL_MS = 1_000;

/** Environment variables of growth-api. */
export const variables = {
  ...serviceVariables(portOf('growth-api')),
  databaseUrl: databaseVariable(),
  connections: {
    name: 'DATABASE_CONNECTIONS',
    about:
      'connections for queries at most, half of them for those that search; one more listens for changes',
    fallback: 10,
    parse: asInteger(2, 1_000),
  },
  statementMs: {
    name: 'DATABASE_STATEMENT_MS',
    about: 'milliseconds after which the database gives a query up; its caller gets 503',
    fallback: 10_000,
    parse: asInteger(100, 600_000),
  },
  readsAtOnce: {
    name: 'READS_AT_ONCE',
    about: 'reads at once, of one caller half of them; others wait for their turn for 2 s, then 503',
    fallback: 32,
    parse: asInteger(1, 10_000),
  },
  exportConnections: {
    name: 'EXPORT_CONNECTIONS',
    about: 'further connections, for tables, cubes and SDMX data, which are made beside other answers',
    fallback: 4,
    parse: asInteger(2, 100),
  },
  exportsPerCaller: {
    name: 'EXPORTS_PER_CALLER',
    about:
      'tables, cubes and answers of SDMX data that a key, or an address without one, has at once; above, 429',
    fallback: 4,
    parse: asInteger(1, 1_000),
  },
  exportsAtOnce: {
    name: 'EXPORTS_AT_ONCE',
    about:
      'tables, cubes and answers of SDMX data that are made at once; others wait their turn for 20 s, then 503',
    fallback: 8,
    parse: asInteger(1, 100),
  },
  exportBytes: {
    name: 'EXPORT_BYTES',
    about:
      'bytes of files of tables that are kept for those who ask again, and that one table may have; above, 503',
    fallback: 1024 * 1024 * 1024,
    parse: asInteger(1_048_576),
  },
  exportFolder: {
    name: 'EXPORT_FOLDER',
    about: 'folder on a disk for these files, which have no names and are gone with the process',
    fallback: tmpdir(),
    parse: asText,
  },
  ...kafkaVariables,
  brokers: {
    ...kafkaVariables.brokers,
    about: 'brokers of the topics, which keys and policy come from; without them nobody has a key',
    fallback: [] as readonly string[],
  },
  access: accessVariables,
  heartbeatEvery: {
    name: 'STREAM_HEARTBEAT_MS',
    about: 'milliseconds between heartbeats on a stream; the page gives up a connection silent for 18 s',
    fallback: 15_000,
    parse: asInteger(100, 15_000),
  },
  stalledAfter: {
    name: 'STREAM_STALL_MS',
    about: 'milliseconds after which a stream reader that takes nothing is cut off; it can resume',
    fallback: 60_000,
    parse: asInteger(100, 3_600_000),
  },
  pollEvery: {
    name: 'STREAM_POLL_MS',
    about: 'milliseconds between looks at the change log, beside the notifications',
    fallback: LONGEST_POLL_MS,
    parse: asInteger(10, LONGEST_POLL_MS),
  },
  ringBytes: {
    name: 'STREAM_RING_BYTES',
    about: 'bytes of recent changes kept in memory for all stream readers',
    fallback: 16 * 1024 * 1024,
    parse: asInteger(1),
  },
  jobSilence: {
    name: 'JOB_SILENCE_MS',
    about: 'milliseconds without a report after which a push that runs is broken',
    fallback: 60_000,
    parse: asInteger(100, 86_400_000),
  },
  copiesFolder: {
    name: 'COPIES_FOLDER',
    about:
      'folder of kept copies of documents, text files named by their SHA-256 in hex; /explain says whether they hold the quotes',
    fallback: '',
    parse: asText,
  },
  smallBases: {
    name: 'SMALL_BASES',
    about:
      'levels below which no growth is taken from a base, by indicator, CBEC:100000,STORES:10; as the aggregation has it',
    fallback: {},
    parse: parseSmallBases,
  },
  workMs: {
    name: 'ANSWER_WORK_MS',
    about: 'milliseconds that one answer from prints may be worked on; above, a short page or 503',
    fallback: 10_000,
    parse: asInteger(10, 600_000),
  },
  rehearsalMs: {
    name: 'REHEARSAL_MS',
    about: 'milliseconds that a rehearsal of a push may take; above, 503',
    fallback: 5_000,
    parse: asInteger(100, 60_000),
  },
  corsOrigins: {
    name: 'CORS_ORIGINS',
    about: 'origins whose pages may read, separated by commas; * is any, none is none',
    fallback: ['*'],
    parse: asOrigins,
  },
  sdmxJsonStates: {
    name: 'SDMX_JSON_STATES',
    about: 'states that an answer in SDMX-JSON may have, which holds its values in memory; above, 413',
    fallback: 50_000,
    parse: asInteger(1, 10_000_000),
  },
  notifierUrl: {
    name: 'NOTIFIER_URL',
    about:
      'address of the notifier, to which the page has requests for subscriptions passed on; without it, 404',
    fallback: '',
    parse: asHttpAddress,
  },
  mcpUrl: {
    name: 'MCP_PUBLIC_URL',
    about: 'address of mcp for those outside, which /llms.txt names; without it none is named',
    fallback: '',
    parse: asHttpAddress,
  },
  policyNoticeUrl: {
    name: 'POLICY_NOTICE_URL',
    about:
      'address of policy-notice, to which printed sentences that are registered here are passed on; without it, 404',
    fallback: '',
    parse: asHttpAddress,
  },
  pageFolder: {
    name: 'PAGE_FOLDER',
    about: 'folder of the built page, read once at the start',
    fallback: fileURLToPath(new URL('../../dashboard/dist/', import.meta.url)),
    parse: asText,
  },
} satisfies Variables;

export type ApiConfig = ConfigOf<typeof variables>;
