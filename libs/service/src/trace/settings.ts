import { asHttp, asInteger, asOneOf, readConfig, type Environment, type Variables } from '../config.ts';

const SAMPLERS = ['always_on', 'always_off', 'traceidratio'] as const;

/** Which traces that begin here are kept; with `followsParent` others are kept as their parents are. */
export interface TracingConfig {
  readonly sampler: (typeof SAMPLERS)[number];
  /** Of `traceidratio`: from 0 to 1. */
  readonly ratio: number;
  readonly followsParent: boolean;
  readonly queue: SpanQueue;
}

/** Spans that wait for the collector; what does not fit is dropped. */
export interface SpanQueue {
  readonly maxQueueSize: number;
  readonly maxExportBatchSize: number;
  readonly scheduledDelayMillis: number;
  readonly exportTimeoutMillis: number;
}

const PARENT_BASED = 'parentbased_';

const collector = { fallback: null, parse: asHttp };
const queued = (name: string, about: string, fallback: number) => ({
  ...{ name, about, fallback, parse: asInteger(1, 999_999_999) },
});

const variables = {
  endpoint: {
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    about:
      'collector of traces, which takes OTLP over HTTP, http://127.0.0.1:4318; without one nothing of OpenTelemetry is loaded',
    ...collector,
  },
  ofTraces: {
    name: 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
    about: 'whole address of that collector, with its path, in place of OTEL_EXPORTER_OTLP_ENDPOINT',
    ...collector,
  },
  protocol: {
    name: 'OTEL_EXPORTER_OTLP_PROTOCOL',
    about: 'how spans go out, which is the one way there is',
    fallback: 'http/protobuf',
    parse: asOneOf('http/protobuf'),
  },
  sampler: {
    name: 'OTEL_TRACES_SAMPLER',
    about: 'which traces are kept; parentbased_: what a sender has sampled is kept, too',
    fallback: `${PARENT_BASED}traceidratio`,
    parse: asOneOf(...SAMPLERS, ...SAMPLERS.map((sampler) => `${PARENT_BASED}${sampler}` as const)),
  },
  ratio: {
    name: 'OTEL_TRACES_SAMPLER_ARG',
    about: 'share of the traces that begin here and are kept',
    fallback: 0.01,
    parse: (text: string): number => {
      const ratio = /^(?:\d+(?:\.\d*)?|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
      if (ratio <= 1) return ratio;
      throw new RangeError('not a number from 0 to 1');
    },
  },
  maxQueueSize: queued('OTEL_BSP_MAX_QUEUE_SIZE', 'spans that wait', 2_048),
  maxExportBatchSize: queued('OTEL_BSP_MAX_EXPORT_BATCH_SIZE', 'spans of one export', 512),
  scheduledDelayMillis: queued('OTEL_BSP_SCHEDULE_DELAY', 'milliseconds between exports', 5_000),
  exportTimeoutMillis: queued('OTEL_BSP_EXPORT_TIMEOUT', 'milliseconds that an export may take', 30_000),
} satisfies Variables;

const disabled = { name: 'OTEL_SDK_DISABLED', about: 'true keeps no trace', fallback: false };

/**
 * Null, so that nothing of OpenTelemetry is loaded, without an address of a collector. Names of services and
 * resources, and what the exporter needs, are read by the SDK.
 */
export const tracingVariables = {
  members: [disabled, ...Object.values(variables)],
  /** @throws ConfigError */
  read: (environment: Environment): TracingConfig | null => {
    const said = (name: string): string => environment[name]?.trim() ?? '';
    const isNamed = [variables.endpoint, variables.ofTraces].some(({ name }) => said(name) !== '');
    if (!isNamed || said(disabled.name).toLowerCase() === 'true') return null;
    const { sampler: name, ratio, ...settings } = readConfig(environment, variables);
    const followsParent = name.startsWith(PARENT_BASED);
    const sampler = (followsParent ? name.slice(PARENT_BASED.length) : name) as TracingConfig['sampler'];
    const { maxQueueSize, maxExportBatchSize, scheduledDelayMillis, exportTimeoutMillis } = settings;
    const queue = { maxQueueSize, maxExportBatchSize, scheduledDelayMillis, exportTimeoutMillis };
    return { sampler, ratio, followsParent, queue };
  },
};
