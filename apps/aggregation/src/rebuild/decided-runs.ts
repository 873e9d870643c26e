import type { TopicPartition } from '@silkgauge/contract';
import { readDecided, type Queryable } from '@silkgauge/read-model';

/** A stretch of one partition that was decided on in one go. */
export interface Run extends TopicPartition {
  readonly until: bigint;
  /** The last delivery of it, to go on behind. */
  readonly eventId: string;
}

const PAGE = 5_000;

/**
 * Deliveries of facts in the order in which a read model decided on them, neighbours of one partition joined. Those that lie at
 * or behind `targetOf` their partition are left out: they were decided on after the targets were read.
 */
export async function* decidedRuns(
  live: Queryable,
  topics: readonly string[],
  after: string,
  targetOf: (place: TopicPartition) => bigint,
): AsyncGenerator<Run> {
  let run = null as Run | null;
  for (let from = after; ;) {
    const page = await readDecided(live, topics, from, PAGE);
    for (const { topic, partition, offset, event_id: eventId } of page) {
      const until = BigInt(offset) + 1n;
      if (until > targetOf({ topic, partition })) continue;
      const goesOn = run?.topic === topic && run.partition === partition;
      if (run && !goesOn) yield run;
      run = { topic, partition, until: goesOn && run && run.until > until ? run.until : until, eventId };
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) break;
    from = last.event_id;
  }
  if (run) yield run;
}
