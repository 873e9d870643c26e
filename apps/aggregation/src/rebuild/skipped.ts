import type { TopicPartition } from '@silkgauge/contract';
import type { MadeSkip } from '@silkgauge/read-model';

/** What operators stepped over; whoever replays a partition steps over the same. */
export class Skipped {
  readonly #skips: readonly MadeSkip[];

  constructor(skips: readonly MadeSkip[] = []) {
    this.#skips = skips;
  }

  /** The skip that begins exactly there. */
  at(place: TopicPartition, position: bigint): MadeSkip | undefined {
    return this.#skips.find((skip) => isOf(skip, place) && skip.from === position);
  }

  /** The next position behind this one where a skip begins; `until` if none does before it. */
  nextFrom(place: TopicPartition, position: bigint, until: bigint): bigint {
    return this.#skips
      .filter((skip) => isOf(skip, place) && skip.from > position)
      .reduce((next, { from }) => (from < next ? from : next), until);
  }

  /** Where there may be something to read again: the operator stepped over what was gone already then. */
  behindGone(place: TopicPartition, position: bigint): bigint {
    const skip = this.at(place, position);
    return skip?.found === 'gone' ? this.behindGone(place, skip.next) : position;
  }
}

function isOf(skip: MadeSkip, { topic, partition }: TopicPartition): boolean {
  return skip.topic === topic && skip.partition === partition;
}
