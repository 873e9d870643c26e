import {
  embargoOf,
  embargoTopic,
  isEmbargoTopic,
  JOB_TYPES,
  JOBS_TOPIC,
  type CheckedEvent,
  type DoorTopic,
  type Pusher,
  type Receipt,
} from '@silkgauge/contract';
import type { Seals } from '@silkgauge/embargo';
import { SendFailed, SenderClosed, toKafkaRecord, type OutRecord, type SafeProducer } from '@silkgauge/kafka';
import { Counter, NO_SPAN, Registry, sendAttributes, tracer, type ProblemError } from '@silkgauge/service';
import type { FeedDefinition, PushedEvent } from './check-push.ts';
import { EmbargoRoom } from './embargo-room.ts';
import { refusal } from './problems.ts';
import type { TracedPush } from './traced-push.ts';

export interface SenderSettings {
  readonly topicPrefix: string;
  /** Null without keys: then no event is under embargo. */
  readonly seals: Seals | null;
}

export interface Producers {
  readonly events: SafeProducer;
  /**
   * Reports of pushes have a producer of their own: requests of a producer go out one after another, so a topic whose
   * broker does not answer would hold up the events behind the report.
   */
  readonly jobs: SafeProducer;
}

/**
 * Sends checked events to their topics, and counts those that all in-sync replicas have. What is under embargo is sent
 * encrypted; it is neither counted nor traced.
 */
export class EventSender {
  readonly #producers: Producers;
  readonly #topics: FeedDefinition['topics'];
  readonly #topicPrefix: string;
  readonly #seals: Seals | null;
  readonly #accepted: Counter<'type'>;
  readonly #room = new EmbargoRoom();

  constructor(
    producers: Producers,
    { topics, topicPrefix, seals }: Pick<FeedDefinition, 'topics'> & SenderSettings,
    registry: Registry,
  ) {
    this.#producers = producers;
    this.#topics = topics;
    this.#topicPrefix = topicPrefix;
    this.#seals = seals;
    this.#accepted = new Counter({
      name: 'silkgauge_events_accepted_total',
      help: 'Events that all in-sync replicas have taken, by type.',
      labelNames: ['type'],
      registers: [registry],
    });
  }

  /** Takes room for what is under embargo of a push that is to be sent. @throws ProblemError 422 where there is none */
  takeRoom(events: readonly PushedEvent[], by: Pusher): void {
    this.#room.take(
      events.map(({ event }) => event),
      by.name,
    );
  }

  /** A receipt for each event of a caller, in order; null for one that the broker may not have taken. */
  async send(
    events: readonly PushedEvent[],
    by: Pusher,
    trace: TracedPush | null = null,
  ): Promise<(Receipt | null)[]> {
    const receipts: (Receipt | null)[] = events.map(() => null);
    const byTopic = new Map<DoorTopic, number[]>();
    for (const [index, { event }] of events.entries()) {
      // `checkPush` has refused types without a topic.
      const clear = this.#topics[event.type] as DoorTopic;
      const name = embargoOf(event) ? (embargoTopic(clear) ?? clear) : clear;
      const known = byTopic.get(name);
      if (known) known.push(index);
      else byTopic.set(name, [index]);
    }
    const sending = [...byTopic].map(async ([name, indexes]) => {
      const topic = this.#topicPrefix + name;
      const given = indexes.map((index) => (events[index] as PushedEvent).event);
      const isHeld = isEmbargoTopic(name);
      const span = trace && !isHeld ? sendSpan(topic, given.length, trace) : NO_SPAN;
      const marked = isHeld ? given : (trace?.mark(given, span.traceparent ?? undefined) ?? given);
      const sent = isHeld ? await this.#sealed(given, by) : marked.map((event) => toKafkaRecord(event, by));
      const places = await this.#sent(name === JOBS_TOPIC ? 'jobs' : 'events', topic, sent);
      span.end({}, places.length < sent.length ? 'not-taken' : undefined);
      for (const [at, { partition, offset }] of places.entries()) {
        const index = indexes[at] as number;
        const { event, taken } = events[index] as PushedEvent;
        const { source, id, type } = event;
        const codes = taken.length > 0 && { codes: taken };
        receipts[index] = { source, id, status: 'accepted', topic, partition, offset, ...codes };
        if (!isHeld) this.#accepted.inc({ type });
      }
    });
    await Promise.all(sending);
    for (const [index, { event }] of events.entries())
      if (receipts[index] === null) this.#room.giveBack(event, by.name);
    return receipts;
  }

  /** Waits for sends under way. */
  async close(): Promise<void> {
    const { events, jobs } = this.#producers;
    await Promise.all([events.close(), jobs.close()]);
  }

  async #sealed(events: readonly CheckedEvent[], by: Pusher): Promise<OutRecord[]> {
    const seals = this.#seals;
    if (!seals) throw new Error('an event under embargo came to a door without keys');
    return Promise.all(events.map((event) => seals.seal(event, by)));
  }

  /** Places of the records; empty if the broker did not take all of them. */
  async #sent(through: keyof Producers, topic: string, records: readonly OutRecord[]) {
    try {
      return await this.#producers[through].send(topic, records);
    } catch (error) {
      if (error instanceof SendFailed || error instanceof SenderClosed) return [];
      throw error;
    }
  }
}

/** The span of one send; a push whose trace nobody keeps has none. */
const sendSpan = (topic: string, count: number, { context }: TracedPush) =>
  tracer().start({
    ...{ kind: 'producer', name: `send ${topic}`, parent: context.traceparent },
    attributes: sendAttributes(topic, count),
  });

/** The error of a push whose events of these types the broker may not have taken. */
export const notTaken = (types: readonly CheckedEvent['type'][]): ProblemError => {
  const isReport = types.every((type) => JOB_TYPES.some((one) => one === type));
  const what = isReport
    ? `the report for the topic ${JOBS_TOPIC}, which has to be there and writable. Events have topics of their own`
    : 'it';
  const detail = `The broker did not take ${what}. Push the same again later: what was taken is not counted twice.`;
  return refusal('unavailable', detail, undefined, { 'retry-after': '2' });
};
