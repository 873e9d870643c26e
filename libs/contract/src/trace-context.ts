/** `traceparent` of W3C Trace Context: version, trace id, id of the parent span, flags. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** `tracestate`: up to 512 printable characters, as it came. */
const TRACESTATE = /^[\x20-\x7e]{1,512}$/;

/** Extension attributes of CloudEvents that say of which trace an event is. */
export const TRACEPARENT_ATTRIBUTE = 'traceparent';
export const TRACESTATE_ATTRIBUTE = 'tracestate';

/** Of which trace something is. */
export interface TraceContext {
  readonly traceparent: string;
  readonly tracestate?: string;
}

/** The trace context of two values; null without a valid `traceparent`, whose `tracestate` then says nothing. */
export function traceContext(traceparent: unknown, tracestate: unknown): TraceContext | null {
  if (typeof traceparent !== 'string' || !TRACEPARENT.test(traceparent)) return null;
  const isState = typeof tracestate === 'string' && TRACESTATE.test(tracestate);
  return isState ? { traceparent, tracestate } : { traceparent };
}

/** The text, if it is a valid `traceparent` whose trace is sampled: somebody keeps its spans. */
export function sampledTraceparent(text: string | undefined): string | undefined {
  if (text === undefined || !TRACEPARENT.test(text)) return undefined;
  return Number.parseInt(text.slice(-2), 16) & 1 ? text : undefined;
}
