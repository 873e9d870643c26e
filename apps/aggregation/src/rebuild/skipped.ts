import type { TopicPartition } from '@silkgauge/contract';
import type { MadeSkip } from '@silkgauge/read-model';

/** Skips of operators, which a replay repeats. */
export class Skipped {
  readonly #skips: readonly MadeSkip[];

  constructor(skips: readonly MadeSkip[] = []) {
    this.#skips = skips;
  }

  /** Skip that begins at a position. */
  at(place: TopicPartition, position: bigint): MadeSkip | undefined {
    return this.#skips.find((skip) => isOf(skip, place) && skip.from === position);
  }

  /** Next position at which a skip begins, or `until` if none begins before. */
  nextFrom(place: TopicPartition, position: bigint, until: bigint): bigint {
    return this.#skips
      .filter((skip) => isOf(skip, place) && skip.from > position)
      .reduce((next, { from }) => (from < next ? from : next), until);
  }

  /** First position to read: records that were gone when an operator skipped them are not expected. */
  behindGone(place: TopicPartition, position: bigint): bigint {
    const skip = this.at(place, position);
    return skip?.found === 'gone' ? this.behindGone(place, skip.next) : position;
  }
}

function isOf(skip: MadeSkip, { topic, partition }: TopicPartition): boolean {
  return skip.topic === topic && skip.partition === partition;
}
