import {
  Injectable,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { Readiness, Registry } from '@silkgauge/service';
import { ownPortsOf } from './address/own-ports.ts';
import type { Resolve } from './address/resolve-sink.ts';
import { SubscriptionAudit } from './audit/subscription-audit.ts';
import { ConsentsController } from './api/consents.controller.ts';
import { DatabaseAway } from './api/database-away.ts';
import { DeliveriesController } from './api/deliveries.controller.ts';
import { Sinks } from './api/sinks.ts';
import { Subscriptions } from './api/subscriptions.ts';
import { SubscriptionsController } from './api/subscriptions.controller.ts';
import { NotifierGuard } from './caller.ts';
import type { NotifierConfig } from './config.ts';
import { Database } from './database.ts';
import { Engine, type EngineOptions } from './engine/engine.ts';
import { DeliveryMetrics } from './engine/metrics.ts';
import type { Sender } from './send/delivery-request.ts';
import type { SinkAccess } from './send/sink-client.ts';
import { SecretBox } from './sign/secret-box.ts';

/** What the parts of a notifier tell its operator. */
export type Tell = Pick<EngineOptions, 'onTrouble' | 'onDisabled' | 'onUnreadable'>;

/** Runs the engine from the start of the application to its end. */
@Injectable()
class EngineLife implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  onApplicationBootstrap(): void {
    this.#engine.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.#engine.stop();
  }
}

/** Wires subscriptions and their engine to the read model. */
@Module({})
export class AppModule {
  constructor(database: Database, engine: Engine, readiness: Readiness) {
    readiness.add('database', async () => {
      await database.pool.query('select 1');
      return { ok: true };
    });
    readiness.add('leases', () => ({ ok: engine.isDelivering }));
  }

  /** `resolve` is the system's resolver unless a spec gives another one. */
  static with(config: NotifierConfig, tell: Tell, resolve?: Resolve): DynamicModule {
    const database = Database.at(config);
    const audit = new SubscriptionAudit(database.pool);
    const box = new SecretBox(config.secretKeys);
    const sender: Sender = { origin: config.origin, userAgent: `silkgauge-notifier/${VERSION}` };
    const ownPorts = ownPortsOf(config);
    const { publicUrl } = config;
    const partsOf = (guard: NotifierGuard) => {
      const access: SinkAccess = { policy: () => guard.sinkPolicy(ownPorts), ...(resolve && { resolve }) };
      return { pool: database.pool, access, sender, box, audit };
    };
    const engineOf = (registry: Registry, guard: NotifierGuard) =>
      new Engine({
        ...partsOf(guard),
        databaseUrl: config.databaseUrl,
        leaseMs: config.leaseMs,
        recentBytes: config.recentBytes,
        api: config.apiUrl,
        metrics: new DeliveryMetrics(registry),
        mayOwn: (owner) => guard.mayOwn(owner),
        ...tell,
      });
    return {
      module: AppModule,
      controllers: [SubscriptionsController, DeliveriesController, ConsentsController],
      providers: [
        { provide: Database, useValue: database },
        { provide: SecretBox, useValue: box },
        { provide: SubscriptionAudit, useValue: audit },
        {
          provide: NotifierGuard,
          inject: [Registry],
          useFactory: (registry: Registry) => new NotifierGuard(config.access, registry),
        },
        { provide: Engine, inject: [Registry, NotifierGuard], useFactory: engineOf },
        {
          provide: Subscriptions,
          inject: [Engine, NotifierGuard],
          useFactory: (engine: Engine, guard: NotifierGuard) => {
            const parts = partsOf(guard);
            return new Subscriptions({ ...parts, engine, sinks: new Sinks({ ...parts, publicUrl }) });
          },
        },
        EngineLife,
        { provide: APP_INTERCEPTOR, useClass: DatabaseAway },
      ],
    };
  }
}

/** Version in the user agent of deliveries. */
const VERSION = '0.1.0';
