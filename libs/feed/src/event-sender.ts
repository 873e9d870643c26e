import type { CheckedEvent, DoorTopic, Receipt } from '@silkgauge/contract';
import { SafeProducer, SendFailed, SenderClosed, toKafkaRecord } from '@silkgauge/kafka';
import { Counter, Registry, type ProblemError } from '@silkgauge/service';
import type { FeedDefinition, PushedEvent } from './check-push.ts';
import { refusal } from './problems.ts';

/** Sends checked events to their topics, and counts those that all in-sync replicas have. */
export class EventSender {
  readonly #producer: SafeProducer;
  readonly #topics: FeedDefinition['topics'];
  readonly #topicPrefix: string;
  readonly #accepted: Counter<'type'>;

  constructor(
    producer: SafeProducer,
    { topics, topicPrefix }: Pick<FeedDefinition, 'topics'> & { readonly topicPrefix: string },
    registry: Registry,
  ) {
    this.#producer = producer;
    this.#topics = topics;
    this.#topicPrefix = topicPrefix;
    this.#accepted = new Counter({
      name: 'silkgauge_events_accepted_total',
      help: 'Events that all in-sync replicas have taken, by type.',
      labelNames: ['type'],
      registers: [registry],
    });
  }

  /** A receipt for each event, in order; null for an event that the broker may not have taken. */
  async send(events: readonly PushedEvent[]): Promise<(Receipt | null)[]> {
    const receipts: (Receipt | null)[] = events.map(() => null);
    const byTopic = new Map<string, number[]>();
    for (const [index, { event }] of events.entries()) {
      // `checkPush` has refused types without a topic.
      const topic = this.#topicPrefix + (this.#topics[event.type] as DoorTopic);
      const known = byTopic.get(topic);
      if (known) known.push(index);
      else byTopic.set(topic, [index]);
    }
    const sending = [...byTopic].map(async ([topic, indexes]) => {
      const places = await this.#sent(
        topic,
        indexes.map((index) => (events[index] as PushedEvent).event),
      );
      for (const [at, { partition, offset }] of places.entries()) {
        const index = indexes[at] as number;
        const { event, taken } = events[index] as PushedEvent;
        const { source, id, type } = event;
        const codes = taken.length > 0 && { codes: taken };
        receipts[index] = { source, id, status: 'accepted', topic, partition, offset, ...codes };
        this.#accepted.inc({ type });
      }
    });
    await Promise.all(sending);
    return receipts;
  }

  /** Places of the records; empty if the broker did not take all of them. */
  async #sent(topic: string, events: readonly CheckedEvent[]) {
    try {
      return await this.#producer.send(topic, events.map(toKafkaRecord));
    } catch (error) {
      if (error instanceof SendFailed || error instanceof SenderClosed) return [];
      throw error;
    }
  }
}

/** The error of a push that the broker may not have taken. */
export const notTaken = (): ProblemError =>
  refusal(
    'unavailable',
    'The broker did not take it. Push the same again later: what was taken is not counted twice.',
    undefined,
    { 'retry-after': '2' },
  );
