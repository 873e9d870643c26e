export type Attributes = Readonly<Record<string, string | number>>;

export interface SpanStart {
  /** In the words of OpenTelemetry. */
  readonly kind: 'server' | 'producer' | 'consumer' | 'client';
  readonly name: string;
  /** `traceparent` of the span before; without one a trace begins. */
  readonly parent?: string | undefined;
  /** `traceparent` of each span that this one is about; the first {@link MOST_LINKS} are kept. */
  readonly links?: readonly string[];
  readonly attributes: Attributes;
  /** Milliseconds since 1970; now by default. */
  readonly begun?: number;
}

export interface Span {
  /** Under which others go on; null where nobody keeps the span. */
  readonly traceparent: string | null;
  /** Ends the span; `error` is a class of failures, such as a status. */
  end(attributes?: Attributes, error?: string): void;
}

export interface Tracer {
  readonly isOn: boolean;
  start(span: SpanStart): Span;
}

/** A span of thousands of records is about so many of them at most. */
export const MOST_LINKS = 128;

/** A span that nobody keeps. */
export const NO_SPAN: Span = { traceparent: null, end: () => undefined };

const OFF: Tracer = { isOn: false, start: () => NO_SPAN };

let current = OFF;

/** The tracer of this process: off until {@link useTracer}. */
export const tracer = (): Tracer => current;

/** Has the process traced by another tracer; null turns tracing off. */
export const useTracer = (next: Tracer | null): void => {
  current = next ?? OFF;
};
