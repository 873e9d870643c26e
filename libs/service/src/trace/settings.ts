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

const QUEUE = {
  maxQueueSize: { name: 'OTEL_BSP_MAX_QUEUE_SIZE', fallback: 2_048 },
  maxExportBatchSize: { name: 'OTEL_BSP_MAX_EXPORT_BATCH_SIZE', fallback: 512 },
  scheduledDelayMillis: { name: 'OTEL_BSP_SCHEDULE_DELAY', fallback: 5_000 },
  exportTimeoutMillis: { name: 'OTEL_BSP_EXPORT_TIMEOUT', fallback: 30_000 },
} as const;

type Environment = Readonly<Record<string, string | undefined>>;

const PARENT_BASED = 'parentbased_';

/**
 * Null, so that nothing of OpenTelemetry is loaded, without an address of a collector. Names of services and
 * resources, and what the exporter needs, are read by the SDK.
 */
export const tracingVariables = {
  names: [
    ...['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_PROTOCOL'],
    ...['OTEL_SDK_DISABLED', 'OTEL_TRACES_SAMPLER', 'OTEL_TRACES_SAMPLER_ARG'],
    ...Object.values(QUEUE).map(({ name }) => name),
  ],
  read: (environment: Environment): TracingConfig | null => {
    const said = (name: string): string => environment[name]?.trim() ?? '';
    const endpoints = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'].filter(
      (name) => said(name) !== '',
    );
    if (endpoints.length === 0 || said('OTEL_SDK_DISABLED').toLowerCase() === 'true') return null;
    const faults = endpoints
      .filter((name) => !isHttp(said(name)))
      .map(
        (name) =>
          `${name} is "${said(name)}": not a URL starting with http: or https: (the collector of traces)`,
      );
    const protocol = said('OTEL_EXPORTER_OTLP_PROTOCOL') || 'http/protobuf';
    if (protocol !== 'http/protobuf')
      faults.push(`OTEL_EXPORTER_OTLP_PROTOCOL is "${protocol}": spans go out as http/protobuf alone`);
    const name = said('OTEL_TRACES_SAMPLER') || `${PARENT_BASED}traceidratio`;
    const followsParent = name.startsWith(PARENT_BASED);
    const sampler = SAMPLERS.find((one) => one === (followsParent ? name.slice(PARENT_BASED.length) : name));
    if (sampler === undefined)
      faults.push(
        `OTEL_TRACES_SAMPLER is "${name}": not one of ${SAMPLERS.join(', ')}, nor one of them behind ${PARENT_BASED}`,
      );
    const text = said('OTEL_TRACES_SAMPLER_ARG') || '0.01';
    const ratio = /^(?:\d+(?:\.\d*)?|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
    if (!(ratio <= 1))
      faults.push(
        `OTEL_TRACES_SAMPLER_ARG is "${text}": not a number from 0 to 1 (share of the traces that are kept)`,
      );
    const whole = ({ name, fallback }: { readonly name: string; readonly fallback: number }): number => {
      const given = said(name) || String(fallback);
      if (!/^[1-9]\d{0,8}$/.test(given)) faults.push(`${name} is "${given}": not a whole number from 1 on`);
      return Number(given);
    };
    const queue = {
      maxQueueSize: whole(QUEUE.maxQueueSize),
      maxExportBatchSize: whole(QUEUE.maxExportBatchSize),
      scheduledDelayMillis: whole(QUEUE.scheduledDelayMillis),
      exportTimeoutMillis: whole(QUEUE.exportTimeoutMillis),
    };
    if (faults.length > 0) throw new RangeError(faults.join('\n'));
    return { sampler: sampler ?? 'always_off', ratio, followsParent, queue };
  },
};

const isHttp = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
