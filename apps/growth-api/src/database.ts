import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createReadModel, type ReadModel } from '@silkgauge/read-model';
import type { ApiConfig } from './config.ts';

type Pool = ReadModel['pool'];

/** Connection pools of the read model, as a Nest provider. They close after the last response. */
@Injectable()
export class Database implements OnApplicationShutdown {
  /** Pool of fast statements: lookups by key or by log position. */
  readonly pool: Pool;
  /** Pool of slow statements, such as searches and past states, which thus delay no lookup by key. */
  readonly searches: Pool;
  readonly #readModels: readonly ReadModel[];

  constructor(byKey: ReadModel, searches: ReadModel) {
    this.pool = byKey.pool;
    this.searches = searches.pool;
    this.#readModels = [byKey, searches];
  }

  static at({
    databaseUrl,
    connections,
    statementMs,
  }: Pick<ApiConfig, 'databaseUrl' | 'connections' | 'statementMs'>): Database {
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
