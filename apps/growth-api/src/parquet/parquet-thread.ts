import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Tinypool } from 'tinypool';
import { writeRowGroup, type PlacedGroup, type WrittenGroup } from './row-group.ts';

/** Milliseconds without work after which the thread ends. */
const IDLE_MS = 60_000;
/** Megabytes of the heap of the thread: a group as text, and the values of a column. */
const HEAP_MB = 32;

/**
 * The thread that writes groups of rows, started when it is needed. To write a group takes half as long as to read
 * it: beside the reading it delays neither that, nor the answers to others.
 */
@Injectable()
export class ParquetThread implements OnApplicationShutdown {
  readonly #pool: Tinypool;

  constructor(file: URL) {
    this.#pool = new Tinypool({
      ...{ filename: file.href, name: writeRowGroup.name },
      ...{ minThreads: 0, maxThreads: 1, idleTimeout: IDLE_MS },
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
  }

  write(group: PlacedGroup): Promise<WrittenGroup> {
    return this.#pool.run(group) as Promise<WrittenGroup>;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#pool.destroy();
  }
}
