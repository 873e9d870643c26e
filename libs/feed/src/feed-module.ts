import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { AccessGuard } from '@silkgauge/access';
import { Seals } from '@silkgauge/embargo';
import { BrokerProbe, SafeProducer, type KafkaConfig } from '@silkgauge/kafka';
import { Readiness, Registry } from '@silkgauge/service';
import { neededTopics, type FeedDefinition } from './check-push.ts';
import type { FeedConfig } from './config.ts';
import { bodyLimitOf, needsAtDoor } from './door.ts';
import { EventSender } from './event-sender.ts';
import { EventsController, FeedSettings } from './events.controller.ts';
import { Rehearsals } from './rehearsals.ts';

/** Connection of a feed to its broker. */
export type FeedKafka = KafkaConfig;

/** Controller and producers of a feed. The producers close after HTTP. */
@Module({})
export class FeedModule implements OnApplicationShutdown {
  readonly #sender: EventSender;
  readonly #probe: BrokerProbe;

  constructor(sender: EventSender, probe: BrokerProbe, readiness: Readiness) {
    this.#sender = sender;
    this.#probe = probe;
    readiness.add('kafka', () => this.#probe.check().then((result) => ({ ...result })));
  }

  static of(definition: FeedDefinition, config: FeedConfig, kafka: FeedKafka): DynamicModule {
    const { topicPrefix, embargoKeys } = config;
    const settings: FeedSettings = {
      definition,
      canSeal: embargoKeys !== null,
      pace: { leastRate: config.uploadRate, patience: config.uploadSilence },
      rehearsals: config.growthApiUrl === '' ? null : new Rehearsals(config.growthApiUrl, definition.feed),
      limits: config,
    };
    const topics = neededTopics(definition, config);
    return {
      module: FeedModule,
      controllers: [EventsController],
      providers: [
        { provide: FeedSettings, useValue: settings },
        {
          provide: EventSender,
          useFactory: (registry: Registry) =>
            new EventSender(
              { events: new SafeProducer(kafka), jobs: new SafeProducer(kafka) },
              { topics: definition.topics, topicPrefix, seals: embargoKeys && new Seals(embargoKeys) },
              registry,
            ),
          inject: [Registry],
        },
        {
          provide: AccessGuard,
          useFactory: (registry: Registry) =>
            new AccessGuard({ config: config.access, registry, needsOf: needsAtDoor(bodyLimitOf(config)) }),
          inject: [Registry],
        },
        { provide: BrokerProbe, useFactory: () => new BrokerProbe(kafka, topics) },
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.#sender.close(), this.#probe.close()]);
  }
}
