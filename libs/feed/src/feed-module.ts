import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { BrokerProbe, SafeProducer, type KafkaConfig } from '@silkgauge/kafka';
import { Readiness, Registry } from '@silkgauge/service';
import type { FeedDefinition } from './check-push.ts';
import type { FeedConfig } from './config.ts';
import { EventSender } from './event-sender.ts';
import { EventsController, FeedSettings } from './events.controller.ts';

/** Connection of a feed to its broker. */
export type FeedKafka = KafkaConfig;

/** Controller and producer of a feed. The producer closes after HTTP. */
@Module({})
export class FeedModule implements OnApplicationShutdown {
  readonly #producer: SafeProducer;
  readonly #probe: BrokerProbe;

  constructor(producer: SafeProducer, probe: BrokerProbe, readiness: Readiness) {
    this.#producer = producer;
    this.#probe = probe;
    readiness.add('kafka', () => this.#probe.check().then((result) => ({ ...result })));
  }

  static of(definition: FeedDefinition, config: FeedConfig, kafka: FeedKafka): DynamicModule {
    const { topicPrefix, maxEventBytes, maxBatchEvents, maxBatchBytes } = config;
    const settings: FeedSettings = {
      definition,
      pace: { leastRate: config.uploadRate, patience: config.uploadSilence },
      limits: { eventBytes: maxEventBytes, batchEvents: maxBatchEvents, batchBytes: maxBatchBytes },
    };
    const topics = [...new Set(Object.values(definition.topics))].map((topic) => topicPrefix + topic);
    return {
      module: FeedModule,
      controllers: [EventsController],
      providers: [
        { provide: FeedSettings, useValue: settings },
        { provide: SafeProducer, useFactory: () => new SafeProducer(kafka) },
        {
          provide: EventSender,
          useFactory: (producer: SafeProducer, registry: Registry) =>
            new EventSender(producer, { topics: definition.topics, topicPrefix }, registry),
          inject: [SafeProducer, Registry],
        },
        { provide: BrokerProbe, useFactory: () => new BrokerProbe(kafka, topics) },
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.#producer.close(), this.#probe.close()]);
  }
}
