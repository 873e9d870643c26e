import { accessVariables } from '@silkgauge/access';
import { DEFAULT_LIMITS, MAX_EVENT_BYTES } from '@silkgauge/contract';
import { embargoKeys } from '@silkgauge/embargo';
import { kafkaVariables, replicationVariable } from '@silkgauge/kafka';
import {
  asHttpAddress,
  asInteger,
  serviceVariables,
  type ConfigOf,
  type Variables,
} from '@silkgauge/service';

const MOST_BYTES = 64 * 1024 * 1024;

/** Bounds of one push, and of all that are under way. */
const PUSH_BOUNDS = {
  eventBytes: {
    name: 'MAX_EVENT_BYTES',
    about: 'bytes of one event, no more than its topic takes',
    fallback: DEFAULT_LIMITS.eventBytes,
    parse: asInteger(1_024, MAX_EVENT_BYTES),
  },
  batchEvents: {
    name: 'MAX_BATCH_EVENTS',
    about: 'events of one batch',
    fallback: DEFAULT_LIMITS.batchEvents,
    parse: asInteger(1, 100_000),
  },
  batchBytes: {
    name: 'MAX_BATCH_BYTES',
    about: 'bytes of one batch',
    fallback: DEFAULT_LIMITS.batchBytes,
    parse: asInteger(1_024, MOST_BYTES),
  },
  maxRequests: {
    name: 'MAX_REQUESTS_IN_FLIGHT',
    about: 'pushes dealt with at once; one beyond gets 429 and comes again later',
    fallback: 256,
    parse: asInteger(1),
  },
  maxBytesInFlight: {
    name: 'MAX_BYTES_IN_FLIGHT',
    about: 'bytes of pushes dealt with at once; uploads of lines have as many again',
    fallback: MOST_BYTES,
    parse: asInteger(1_024),
  },
  maxUploads: {
    name: 'MAX_UPLOADS_IN_FLIGHT',
    about: 'uploads of lines dealt with at once; they take no room from other pushes',
    fallback: 16,
    parse: asInteger(1, 1_000),
  },
  uploadSilence: {
    name: 'UPLOAD_SILENCE_MS',
    about: 'milliseconds that an upload of lines may fall behind its least rate before it is ended',
    fallback: 30_000,
    parse: asInteger(100, 3_600_000),
  },
  uploadRate: {
    name: 'UPLOAD_LEAST_RATE',
    about: 'least rate of an upload of lines, in bytes a second',
    fallback: 128,
    parse: asInteger(1, 1_000_000),
  },
} satisfies Variables;

/** Variables of a feed; `port` is the default port. */
export const feedVariables = (port: number) =>
  ({
    ...serviceVariables(port),
    ...kafkaVariables,
    replication: replicationVariable,
    ...PUSH_BOUNDS,
    growthApiUrl: {
      name: 'GROWTH_API_URL',
      about:
        'address of growth-api, which pushes with dryRun=true are passed on to; without it they are refused',
      fallback: '',
      parse: asHttpAddress,
    },
    embargoKeys,
    access: accessVariables,
  }) satisfies Variables;

export type FeedConfig = ConfigOf<ReturnType<typeof feedVariables>>;
