import type { TopicPartition } from '@silkgauge/contract';
import { readDecided, type Queryable } from '@silkgauge/read-model';

/** Consecutive decisions on deliveries of one partition. */
export interface Run extends TopicPartition {
  readonly until: bigint;
  /** Last delivery of the run, from which reading continues. */
  readonly eventId: string;
}

const PAGE = 5_000;

/**
 * Deliveries of facts in the order of live decisions, joined into runs. Deliveries from `targetOf` their
 * partition on were decided after the targets were read, and are left out.
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
