import type {
  Attributes as OtelAttributes,
  Span as OtelSpan,
  SpanContext,
  Tracer as OtelTracer,
} from '@opentelemetry/api';
import { errorAttributes } from './attributes.ts';
import type { TracingConfig } from './settings.ts';
import { MOST_LINKS, NO_SPAN, type Span, type SpanStart, type Tracer } from './tracer.ts';

export interface OpenTracer extends Tracer {
  /** Sends what waits, and ends; a collector that is away does not delay the end for long. */
  close(): Promise<void>;
}

/** Milliseconds for the last spans. */
const LAST_SPANS = 1_500;
/** Milliseconds between two entries in the log about lost spans. */
const TELL_EVERY = 60_000;

/** Loaded when it is wanted, and not with the file: a bundle would load it at the start of every service. */
const loadOpenTelemetry = async () => ({
  api: await import('@opentelemetry/api'),
  sdk: await import('@opentelemetry/sdk-trace'),
  ...(await import('@opentelemetry/exporter-trace-otlp-proto')),
  resources: await import('@opentelemetry/resources'),
});

type OpenTelemetry = Awaited<ReturnType<typeof loadOpenTelemetry>>;

/**
 * A tracer of OpenTelemetry, whose spans go to the collector by OTLP over HTTP, in batches, from a queue that
 * drops what does not fit. `onLost` hears of spans that did not arrive, once a minute at most.
 */
export async function openTracer(
  service: string,
  config: TracingConfig,
  onLost: (why: string) => void,
): Promise<OpenTracer> {
  const loaded = await loadOpenTelemetry();
  tellLost(loaded, onLost);
  const provider = providerOf(loaded, service, config);
  const tracer = provider.getTracer('silkgauge');
  return {
    isOn: true,
    start: (span) => spanOf(loaded, startSpan(loaded, tracer, span)),
    close: async () => {
      const patience = new Promise((resolve) => setTimeout(resolve, LAST_SPANS).unref());
      await Promise.race([provider.shutdown().catch(() => undefined), patience]);
    },
  };
}

function tellLost({ api }: OpenTelemetry, onLost: (why: string) => void): void {
  let toldAt = Number.NEGATIVE_INFINITY;
  const lost = (why: string): void => {
    if (performance.now() - toldAt < TELL_EVERY) return;
    toldAt = performance.now();
    onLost(why);
  };
  const silent = () => undefined;
  api.diag.setLogger(
    { error: lost, warn: lost, info: silent, debug: silent, verbose: silent },
    { logLevel: api.DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
}

function providerOf(
  { sdk, resources, OTLPTraceExporter }: OpenTelemetry,
  service: string,
  { sampler, ratio, followsParent, queue }: TracingConfig,
) {
  const root = {
    always_on: () => new sdk.AlwaysOnSampler(),
    always_off: () => new sdk.AlwaysOffSampler(),
    traceidratio: () => new sdk.TraceIdRatioBasedSampler(ratio),
  }[sampler]();
  return new sdk.TracerProvider({
    // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES go before the service's own name.
    resource: resources
      .resourceFromAttributes({ 'service.name': `silkgauge-${service}` })
      .merge(resources.detectResources({ detectors: [resources.envDetector] })),
    sampler: followsParent ? new sdk.ParentBasedSampler({ root }) : root,
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter: new OTLPTraceExporter(), ...queue })],
  });
}

function startSpan(
  { api: { SpanKind, ROOT_CONTEXT, trace } }: OpenTelemetry,
  tracer: OtelTracer,
  { kind, name, parent, links = [], attributes, begun }: SpanStart,
): OtelSpan {
  const kinds = {
    server: SpanKind.SERVER,
    producer: SpanKind.PRODUCER,
    consumer: SpanKind.CONSUMER,
    client: SpanKind.CLIENT,
  };
  const of = parent === undefined ? null : spanContext(parent);
  return tracer.startSpan(
    name,
    {
      kind: kinds[kind],
      attributes: { ...attributes },
      links: links.slice(0, MOST_LINKS).flatMap((link) => {
        const context = spanContext(link);
        return context ? [{ context }] : [];
      }),
      ...(begun !== undefined && { startTime: begun }),
    },
    of ? trace.setSpanContext(ROOT_CONTEXT, of) : ROOT_CONTEXT,
  );
}

function spanOf({ api: { SpanStatusCode } }: OpenTelemetry, span: OtelSpan): Span {
  if (!span.isRecording()) return NO_SPAN;
  return {
    traceparent: traceparentOf(span.spanContext()),
    end: (attributes = {}, error) => {
      span.setAttributes(attributes as OtelAttributes);
      if (error !== undefined)
        span
          .setAttributes(errorAttributes(error) as OtelAttributes)
          .setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  };
}

/** The context that a `traceparent` names; null for a malformed one. */
function spanContext(traceparent: string): SpanContext | null {
  const [, traceId, spanId, flags] =
    /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent) ??
    [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return null;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
}

function traceparentOf({ traceId, spanId, traceFlags }: SpanContext): string | null {
  return traceFlags & 1 ? `00-${traceId}-${spanId}-01` : null;
}
