import { accessVariables } from '@silkgauge/access';
import { embargoKeys } from '@silkgauge/embargo';
import { kafkaVariables, replicationVariable } from '@silkgauge/kafka';
import { parseSmallBases, portOf } from '@silkgauge/contract';
import { BUDGET, databaseVariable } from '@silkgauge/read-model';
import { asInteger, asOneOf, asText, serviceVariables, type ConfigOf } from '@silkgauge/service';

export const variables = {
  ...serviceVariables(portOf('aggregation')),
  ...kafkaVariables,
  access: accessVariables,
  replication: replicationVariable,
  group: {
    name: 'KAFKA_GROUP',
    about: 'consumer group of the aggregation',
    fallback: 'silkgauge-aggregation',
    parse: asText,
  },
  embargoKeys,
  databaseUrl: databaseVariable(),
  relayId: {
    name: 'RELAY_TRANSACTIONAL_ID',
    about:
      'transactional id of the relay, one for each read model; that of dead letters has -letters behind it',
    fallback: 'silkgauge-relay',
    parse: asText,
  },
  sessionTimeout: {
    name: 'SESSION_TIMEOUT_MS',
    about: 'how long the broker waits for a silent member before it gives its partitions to others',
    fallback: 10_000,
    parse: asInteger(6_000, 1_800_000),
  },
  transactionSilence: {
    name: 'TRANSACTION_SILENCE_MS',
    about: 'how long the database waits for a silent process before it undoes its transaction',
    fallback: 60_000,
    parse: asInteger(1_000, 1_800_000),
  },
  identityWindow: {
    name: 'SALES_WINDOW_EVENTS',
    about: 'sales a partition remembers at least, to count none twice',
    fallback: 5_000_000,
    parse: asInteger(1_000),
  },
  fetchRest: {
    name: 'FETCH_REST_MS',
    about: 'milliseconds between two fetches while few records come: longer is cheaper and later',
    fallback: 6,
    parse: asInteger(0, 1_000),
  },
  smallBases: {
    name: 'SMALL_BASES',
    about:
      'levels below which no growth is taken from a base, by indicator, CBEC:100000,STORES:10; the API needs the same',
    fallback: {},
    parse: parseSmallBases,
  },
  figureMegabytes: {
    name: 'FIGURES_IN_MEMORY_MB',
    about:
      'mebibytes of figures remembered from one transaction to the next, half a kilobyte each; with more, --max-old-space-size has to grow',
    fallback: BUDGET.figures / (1024 * 1024),
    parse: asInteger(0, 65_536),
  },
  previewMs: {
    name: 'PREVIEW_MS',
    about: 'milliseconds that a preview of a release may take',
    fallback: 10_000,
    parse: asInteger(100, 60_000),
  },
  recovers: {
    name: 'RECOVER',
    about:
      'ask: a change log that went backwards waits for npm run recover; auto: it goes on by itself where at most 100,000 changes are missing',
    fallback: 'ask' as const,
    parse: asOneOf('ask', 'auto'),
  },
  watchdogMinutes: {
    name: 'WATCHDOG_MINUTES',
    about: 'minutes that records may wait without progress before the process ends; 0 never ends it',
    fallback: 10,
    parse: asInteger(0, 1_440),
  },
  salesHistoryHours: {
    name: 'SALES_HISTORY_HOURS',
    about:
      'hours that every version of a sales state is kept, then the first and last of each hour; 0 keeps all',
    fallback: 24,
    parse: asInteger(0, 87_600),
  },
} as const;

export type AggregationConfig = ConfigOf<typeof variables>;
