import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createReadModel, type ReadModel } from '@silkgauge/read-model';
import type { ApiConfig } from './config.ts';

type Pool = ReadModel['pool'];

/** The read model as Nest injects it; closed after the last request has been answered. */
@Injectable()
export class Database implements OnApplicationShutdown {
  /** For what is found by a key or a place in the log: soon answered. */
  readonly pool: Pool;
  /**
   * For whatever searches, looks back in time or works something out, with connections of its own: those who ask slow things
   * wait for each other, and for nobody else.
   */
  readonly searches: Pool;
  readonly #readModels: readonly ReadModel[];

  constructor(byKey: ReadModel, searches: ReadModel) {
    this.pool = byKey.pool;
    this.searches = searches.pool;
    this.#readModels = [byKey, searches];
  }

  static at({ databaseUrl, connections, statementMs }: ApiConfig): Database {
    const half = Math.ceil(connections / 2);
    const [byKey, searches] = [half, Math.max(1, connections - half)].map((max) =>
      createReadModel(databaseUrl, { max, statementMs, applicationName: 'silkgauge-growth-api' }),
    ) as [ReadModel, ReadModel];
    return new Database(byKey, searches);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.#readModels.map((readModel) => readModel.close()));
  }
}
