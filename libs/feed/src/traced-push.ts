import {
  TRACEPARENT_ATTRIBUTE,
  TRACESTATE_ATTRIBUTE,
  type CheckedEvent,
  type TraceContext,
} from '@silkgauge/contract';

/** The extensions of an event without a `tracestate`, which is of another trace. */
function without({ extensions = {} }: CheckedEvent): CheckedEvent['extensions'] {
  const { [TRACESTATE_ATTRIBUTE]: _, ...others } = extensions;
  return others;
}

/** Attributes of an event besides which two more are within its limit. */
const MOST_BESIDE = 62;

/**
 * The trace of one push, for its events that have none. Of sales the first one of the push alone carries the trace:
 * they are many, and are read without a list of their attributes.
 */
export class TracedPush {
  readonly context: TraceContext;
  #isSaleMarked = false;

  constructor(context: TraceContext) {
    this.context = context;
  }

  /** The events with their traces; `traceparent` names the span that sends them, by default that of the push. */
  mark(events: readonly CheckedEvent[], traceparent = this.context.traceparent): readonly CheckedEvent[] {
    const { tracestate } = this.context;
    const attributes = {
      [TRACEPARENT_ATTRIBUTE]: traceparent,
      ...(tracestate !== undefined && { [TRACESTATE_ATTRIBUTE]: tracestate }),
    };
    return events.map((event) =>
      this.#isForMark(event) ? { ...event, extensions: { ...without(event), ...attributes } } : event,
    );
  }

  #isForMark({ type, extensions = {} }: CheckedEvent): boolean {
    if (extensions[TRACEPARENT_ATTRIBUTE] !== undefined || Object.keys(extensions).length > MOST_BESIDE)
      return false;
    if (type !== 'silkgauge.sale.recorded.v1') return true;
    if (this.#isSaleMarked) return false;
    this.#isSaleMarked = true;
    return true;
  }
}
