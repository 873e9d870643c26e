import {
  Inject,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { TransactionalSender, type KafkaBatchStrategy, type KafkaConfig } from '@silkgauge/kafka';
import type { ReadModel } from '@silkgauge/read-model';
import { Readiness } from '@silkgauge/service';
import { BatchApplier } from './apply-batch.ts';
import type { AggregationConfig } from './config.ts';
import { Relay } from './relay.ts';
import { StreamsController } from './streams.controller.ts';

export interface AggregationParts {
  readonly config: AggregationConfig;
  readonly kafka: KafkaConfig;
  readonly readModel: ReadModel;
  readonly strategy: KafkaBatchStrategy;
}

const READ_MODEL = Symbol('read model');
const STRATEGY = Symbol('strategy');

/** The consumers' handlers and the relay beside them. Nest stops the consumers before the relay and the pool close. */
@Module({})
export class AppModule implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #relay: Relay;
  readonly #readModel: ReadModel;

  constructor(
    relay: Relay,
    @Inject(READ_MODEL) readModel: ReadModel,
    @Inject(STRATEGY) strategy: KafkaBatchStrategy,
    readiness: Readiness,
  ) {
    this.#relay = relay;
    this.#readModel = readModel;
    readiness.add('database', async () => {
      await readModel.pool.query('select 1');
      return { ok: true };
    });
    readiness.add('streams', () => {
      const { ready, ...health } = strategy.health();
      return { ok: ready, ...health };
    });
  }

  static with({ config, kafka, readModel, strategy }: AggregationParts): DynamicModule {
    const relay = new Relay({
      readModel,
      databaseUrl: config.databaseUrl,
      topicPrefix: config.topicPrefix,
      openSender: () =>
        TransactionalSender.open({ ...kafka, transactionalId: config.topicPrefix + config.relayId }),
      log: (message, details) => {
        kafka.log?.('warn', message, details);
      },
    });
    const applier = new BatchApplier({ readModel, identityWindow: config.identityWindow });
    return {
      module: AppModule,
      controllers: [StreamsController],
      providers: [
        { provide: READ_MODEL, useValue: readModel },
        { provide: STRATEGY, useValue: strategy },
        { provide: Relay, useValue: relay },
        { provide: BatchApplier, useValue: applier },
      ],
    };
  }

  onApplicationBootstrap(): void {
    this.#relay.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#relay.stop();
    await this.#readModel.close();
  }
}
