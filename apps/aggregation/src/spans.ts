import { traceparentOf } from '@silkgauge/read-model';
import { processAttributes, sendAttributes, tracer } from '@silkgauge/service';
import { topicOf, type PublishedRow } from './relay/relay-records.ts';
import { MOST_TRACES, type TracedBatch } from './traces.ts';

/** One span for a batch, in the first of its traces, with links to all; none where no trace is sampled. */
export function traceBatch({ topic, partition, records, begun, traceparents }: TracedBatch): void {
  const [parent] = traceparents;
  if (parent === undefined) return;
  const attributes = processAttributes(topic, partition, records);
  const span = { kind: 'consumer', name: `process ${topic}`, parent, links: traceparents } as const;
  tracer()
    .start({ ...span, attributes, begun })
    .end();
}

/** Begins one span for a page of changes, like {@link traceBatch}; returns what ends the span. */
export function traceSend(changes: readonly PublishedRow[], topicPrefix: string): (error?: string) => void {
  const current = tracer();
  const links: string[] = [];
  for (const change of current.isOn ? changes : []) {
    const found = traceparentOf(change);
    if (found !== undefined && links.push(found) === MOST_TRACES) break;
  }
  const [parent] = links;
  if (parent === undefined) return () => undefined;
  const topics = [...new Set(changes.map((change) => topicPrefix + topicOf(change)))].join(' ');
  const attributes = sendAttributes(topics, changes.length);
  const span = current.start({ kind: 'producer', name: `send ${topics}`, parent, links, attributes });
  return (error) => {
    span.end({}, error);
  };
}
