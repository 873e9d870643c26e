import type { GrowthState } from '@silkgauge/contract';
import type { InRecord } from '@silkgauge/kafka';
import { figure, sale, type SpecEvent } from '../fixtures/events.ts';
import { readTopic } from '../fixtures/read-topic.ts';
import { SseClient } from '../fixtures/sse-client.ts';
import { startApp } from '../services/index.ts';
import { startStack, type Stack } from '../e2e/stack.ts';
import { startWebhookSink, type WebhookSink } from './sink.ts';

const SECRET_KEYS = `1:${Buffer.alloc(32, 7).toString('base64')}`;

/** The whole system with a stream that is read and a webhook that is subscribed to. */
export interface TracedRoad {
  readonly stack: Stack;
  readonly stream: SseClient;
  readonly sink: WebhookSink;
  /** Pushes events as one batch; these headers come along. */
  push(
    door: 'customs' | 'platform',
    events: readonly object[],
    headers: Readonly<Record<string, string>>,
  ): Promise<number>;
  /** Records of a topic, by the id of their event. */
  records(topic: string): Promise<Map<string, InRecord>>;
  stop(): Promise<void>;
}

export async function startTracedRoad(settings: Readonly<Record<string, string>> = {}): Promise<TracedRoad> {
  const stack = await startStack(undefined, settings);
  const sink = await startWebhookSink();
  const notifier = await startApp('notifier', { ...stack.env, NOTIFIER_SECRET_KEYS: SECRET_KEYS });
  const subscribed = await fetch(`${notifier.url}/v1/subscriptions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sink: sink.url, protocol: 'HTTP' }),
  });
  if (subscribed.status !== 201) throw new Error(await subscribed.text());
  const stream = await SseClient.open(`${stack.api.url}/v1/stream`);
  return {
    ...{ stack, stream, sink },
    push: async (door, events, headers) => {
      const response = await fetch(`${stack[door].url}/v1/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/cloudevents-batch+json', ...headers },
        body: JSON.stringify(events),
      });
      await response.arrayBuffer();
      return response.status;
    },
    records: async (topic) => {
      const kafka = { brokers: stack.brokers.split(',') };
      return new Map(
        (await readTopic(kafka, stack.prefix + topic)).map((one) => [headerOf(one, 'ce_id') ?? '', one]),
      );
    },
    stop: async () => {
      stream.drop();
      await notifier.stop();
      await sink.stop();
      await stack.stop();
    },
  };
}

export const headerOf = ({ headers }: InRecord, name: string): string | undefined =>
  headers.find(([one]) => one === name)?.[1].toString();

/** The traceparent that a state or an entry of the log has. */
export const traceOf = (json: string): string | undefined =>
  (JSON.parse(json) as GrowthState).change.traceparent;

const structured = ({ type, data }: SpecEvent, id: string) => ({
  specversion: '1.0',
  source: '/traced',
  id,
  type,
  data,
});

/** A level of one area, which makes one state. */
export const printed = (id: string, area: string, value = '4.72') =>
  structured(figure(`GACC.${area}.CBEC.FULL._T._T._T._T.CNY`, '2020', { value, multiplier: '1000000' }), id);

/** A sale to one country, which makes one month. */
export const sold = (id: string, buyerCountry: string, month = '2024-05') =>
  structured(sale({ amount: '9.99', orderedAt: `${month}-01T10:00:00Z`, buyerCountry }), id);

/** Value of `traceparent`. */
export const traceparent = (trace: string, flags = '01'): string => `00-${trace}-00f067aa0ba902b7-${flags}`;
