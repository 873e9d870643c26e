import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createReadModel, type ReadModel } from '@silkgauge/read-model';
import type { NotifierConfig } from './config.ts';

/** Connections for deliveries, requests and the log; two more hold leases and listen. */
const CONNECTIONS = 6;
const STATEMENT_MS = 10_000;

/** Connection pool as a Nest provider. */
@Injectable()
export class Database implements OnApplicationShutdown {
  readonly pool: ReadModel['pool'];
  readonly #readModel: ReadModel;

  constructor(readModel: ReadModel) {
    this.#readModel = readModel;
    this.pool = readModel.pool;
  }

  static at({ databaseUrl, leaseMs }: Pick<NotifierConfig, 'databaseUrl' | 'leaseMs'>): Database {
    const readModel = createReadModel(databaseUrl, {
      max: CONNECTIONS,
      statementMs: STATEMENT_MS,
      // A notifier that is paused within a transaction would keep its slots locked from the next owner.
      silenceMs: leaseMs,
      applicationName: 'silkgauge-notifier',
    });
    return new Database(readModel);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#readModel.close();
  }
}
