import { ConfigError, readConfig } from '../config.ts';
import { tracingVariables } from './settings.ts';

const read = (environment: Record<string, string>) =>
  readConfig(environment, { tracing: tracingVariables }).tracing;
const OTEL_EXPORTER_OTLP_ENDPOINT = 'http://127.0.0.1:4318';

it.each([
  ['without an address', {}],
  ['with an empty one', { OTEL_EXPORTER_OTLP_ENDPOINT: ' ' }],
  ['where the SDK is disabled', { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SDK_DISABLED: 'true' }],
])('%s of a collector tracing is off', (_, environment) => {
  expect(read(environment)).toBeNull();
});

it('one of a hundred traces that begin here is kept, and others as their parents are', () => {
  const queue = {
    ...{ maxQueueSize: 2_048, maxExportBatchSize: 512, scheduledDelayMillis: 5_000 },
    exportTimeoutMillis: 30_000,
  };
  const byDefault = { sampler: 'traceidratio', ratio: 0.01, followsParent: true, queue };
  expect(read({ OTEL_EXPORTER_OTLP_ENDPOINT })).toEqual(byDefault);
  expect(read({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${OTEL_EXPORTER_OTLP_ENDPOINT}/v1/traces` })).toEqual(
    byDefault,
  );
});

it.each([
  ['always_on', { sampler: 'always_on', followsParent: false }],
  ['always_off', { sampler: 'always_off', followsParent: false }],
  ['parentbased_always_on', { sampler: 'always_on', followsParent: true }],
  ['traceidratio', { sampler: 'traceidratio', followsParent: false, ratio: 0.5 }],
])('OTEL_TRACES_SAMPLER=%s is taken', (OTEL_TRACES_SAMPLER, expected) => {
  expect(
    read({ OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_SAMPLER, OTEL_TRACES_SAMPLER_ARG: '0.5' }),
  ).toMatchObject(expected);
});

it('wrong settings are named, all at once', () => {
  const wrong = {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    OTEL_TRACES_SAMPLER: 'jaeger_remote',
    OTEL_TRACES_SAMPLER_ARG: '1.5',
    OTEL_BSP_MAX_QUEUE_SIZE: '0',
  };
  let faults: readonly string[] = [];
  try {
    read(wrong);
  } catch (error) {
    faults = (error as ConfigError).faults;
  }
  expect(faults.map((fault) => fault.split(' ')[0])).toEqual(Object.keys(wrong));
});
