import { Body, Controller, Header, HttpCode, Options, Post, Req, Res } from '@nestjs/common';
import type { CheckedEvent, DoorLimits, InputTopic, Receipt, Receipts } from '@silkgauge/contract';
import { SafeProducer, SendFailed, SenderClosed, toKafkaRecord, type OutRecord } from '@silkgauge/kafka';
import { Counter, Registry } from '@silkgauge/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { checkPush, type FeedDefinition } from './check-push.ts';
import { refusal } from './problems.ts';
import { allowedWebhook } from './webhook.ts';
import { modeOf, pushedAs, readPush } from './read-push.ts';

/** Settings of a feed, as a token of Nest. */
export abstract class FeedSettings {
  abstract readonly definition: FeedDefinition;
  abstract readonly limits: DoorLimits;
  abstract readonly topicPrefix: string;
}

const NOTHING = Buffer.alloc(0);

@Controller('v1/events')
export class EventsController {
  readonly #settings: FeedSettings;
  readonly #producer: SafeProducer;
  readonly #accepted: Counter<'type'>;

  constructor(settings: FeedSettings, producer: SafeProducer, registry: Registry) {
    this.#settings = settings;
    this.#producer = producer;
    this.#accepted = new Counter({
      name: 'silkgauge_events_accepted_total',
      help: 'Events that all in-sync replicas have taken, by type.',
      labelNames: ['type'],
      registers: [registry],
    });
  }

  /** Accepts a push as a whole; 202 after all in-sync replicas have it. */
  @Post()
  @HttpCode(202)
  async push(@Req() request: FastifyRequest, @Body() body: Buffer | undefined): Promise<Receipts> {
    const { definition, limits } = this.#settings;
    const push = {
      ...pushedAs(request.headers),
      rawHeaders: request.raw.rawHeaders,
      body: body ?? NOTHING,
    };
    const events = checkPush(readPush(modeOf(push), push, limits), definition);
    const receipts = await this.#send(events);
    for (const { type } of events) this.#accepted.inc({ type });
    return { receipts };
  }

  /** Returns the allowed methods, and answers the handshake of CloudEvents webhooks. */
  @Options()
  @HttpCode(200)
  @Header('allow', 'OPTIONS, POST')
  options(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): void {
    void reply.headers(allowedWebhook(request.headers));
  }

  async #send(events: readonly CheckedEvent[]): Promise<Receipt[]> {
    const { definition, topicPrefix } = this.#settings;
    const receipts: Receipt[] = [];
    const byTopic = new Map<string, number[]>();
    for (const [index, { type }] of events.entries()) {
      // `checkPush` has refused types without a topic.
      const topic = topicPrefix + (definition.topics[type] as InputTopic);
      const known = byTopic.get(topic);
      if (known) known.push(index);
      else byTopic.set(topic, [index]);
    }
    const sending = [...byTopic].map(async ([topic, indexes]) => {
      const records: OutRecord[] = indexes.map((index) => toKafkaRecord(events[index] as CheckedEvent));
      const places = await this.#producer.send(topic, records);
      for (const [i, index] of indexes.entries()) {
        const { source, id } = events[index] as CheckedEvent;
        const { partition, offset } = places[i] as (typeof places)[number];
        receipts[index] = { source, id, status: 'accepted', topic, partition, offset };
      }
    });
    try {
      await Promise.all(sending);
    } catch (error) {
      if (!(error instanceof SendFailed || error instanceof SenderClosed)) throw error;
      const detail =
        'The broker did not take it. Push the same again later: what was taken is not counted twice.';
      throw refusal('unavailable', detail, undefined, { 'retry-after': '2' });
    }
    return receipts;
  }
}
