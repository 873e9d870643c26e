import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createReadModel, type ReadModel } from '@silkgauge/read-model';

/** The read model as Nest injects it; closed after the last request has been answered. */
@Injectable()
export class Database implements OnApplicationShutdown {
  readonly pool: ReadModel['pool'];
  readonly #readModel: ReadModel;

  constructor(readModel: ReadModel) {
    this.#readModel = readModel;
    this.pool = readModel.pool;
  }

  static at(url: string, connections: number): Database {
    return new Database(createReadModel(url, { max: connections, applicationName: 'silkgauge-growth-api' }));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#readModel.close();
  }
}
