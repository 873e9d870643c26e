import { clearTopic, placeName } from '@silkgauge/contract';
import type { Reader } from '@silkgauge/kafka';
import { lockedEvents, type LogFigures, type ReadModel } from '@silkgauge/read-model';
import { Counter, Gauge, Histogram, type Registry } from '@silkgauge/service';
import type { DeskHealth } from './desk/desk.ts';
import type { SourceTimes } from './source-times.ts';
import type { ProgressWatcher } from './watch-progress.ts';

/** Metrics of each partition, read at each scrape. */
export function measurePartitions(
  registry: Registry,
  reader: Pick<Reader, 'health'>,
  watcher: ProgressWatcher,
): void {
  type MeteredPartition = ReturnType<typeof reader.health>['partitions'][number];
  const gauge = (name: string, help: string, valueOf: (partition: MeteredPartition) => number | null) =>
    new Gauge({
      name: `silkgauge_partition_${name}`,
      help,
      labelNames: ['topic', 'partition'],
      registers: [registry],
      collect() {
        this.reset();
        for (const partition of reader.health().partitions.filter(isShown)) {
          const value = valueOf(partition);
          const labels = { topic: partition.topic, partition: String(partition.partition) };
          if (value !== null) this.set(labels, value);
        }
      },
    });
  const one = (is: boolean) => (is ? 1 : 0);
  gauge('halted', '1 where a partition waits for an operator', ({ state }) => one(state === 'halted'));
  gauge('halted_offset', 'Where a halted partition stands', ({ haltedAt }) => numberOf(haltedAt));
  gauge('retrying', '1 where the same records are tried again', ({ state }) => one(state === 'retrying'));
  gauge('position', 'Every record before it is dealt with', ({ position }) => numberOf(position));
  gauge('lag_records', 'Records between the position and the end when last fetched', (partition) => {
    const { position, highWatermark } = partition;
    return position === null || highWatermark === null ? null : Number(highWatermark - position);
  });
  gauge(
    'lag_seconds',
    'Age of the oldest record that waits, 0 where none does; absent while that record was not read yet',
    ({ position, highWatermark, waitingSince }) => {
      if (waitingSince !== null) return Math.max(0, (Date.now() - waitingSince) / 1_000);
      return position !== null && highWatermark !== null && position >= highWatermark ? 0 : null;
    },
  );
  gauge(
    'stalled_seconds',
    'Time without progress though records wait, by the watchdog',
    (partition) => watcher.stalledSeconds().get(placeName(partition)) ?? 0,
  );
}

export function measureLogWatch(registry: Registry, watch: { readonly backwards: string | null }): void {
  new Gauge({
    name: 'silkgauge_log_backwards',
    help: '1 where the topics hold more than the change log, and npm run recover is waited for',
    registers: [registry],
    collect() {
      this.set(watch.backwards === null ? 0 : 1);
    },
  });
}

/** Events under embargo whose key is not given, by the generation of the key. */
export function measureLocked(registry: Registry, pool: ReadModel['pool']): void {
  new Gauge({
    name: 'silkgauge_embargoed_without_key',
    help: 'Events under embargo that wait for a key which EMBARGO_KEYS lacks, by its generation',
    labelNames: ['generation'],
    registers: [registry],
    async collect() {
      const locked = await lockedEvents(pool).catch(() => []);
      this.reset();
      for (const { generation, count } of locked) this.set({ generation: String(generation) }, count);
    },
  });
}

/** How much is under embargo is nobody's to see: such a partition is told of where it does not go on alone. */
export const isShown = ({ topic, state }: { readonly topic: string; readonly state: string }): boolean =>
  clearTopic(topic) === topic || state === 'halted' || state === 'retrying';

/** Metrics of the change log and of waiting publications, as of the keeper's last round. */
export function measureLog(registry: Registry, read: () => LogFigures | null): void {
  const gauge = (name: string, help: string, valueOf: (figures: LogFigures) => number) =>
    new Gauge({
      name: `silkgauge_${name}`,
      help,
      registers: [registry],
      collect() {
        const figures = read();
        if (figures) this.set(valueOf(figures));
      },
    });
  gauge('change_log_last', 'Last sequence of the change log', ({ last }) => last);
  gauge('change_log_rows', 'Versions in the change log, estimated', ({ estimatedRows }) => estimatedRows);
  gauge('change_log_removed', 'Versions of sales removed so far', ({ removed }) => removed);
  gauge('change_log_thinned_until', 'Cursors before it get a resync', ({ thinnedUntil }) => thinnedUntil);
  gauge('change_log_scanned_until', 'Looked through for what may go', ({ scannedUntil }) => scannedUntil);
  gauge('change_log_read_until', 'Dealt with by the desk and every active subscription', ({ read }) => read);
  gauge('relay_waiting', 'Changes that are not published yet', ({ last, relayed }) => last - relayed);
  gauge(
    'dead_letters_waiting',
    'Bad records not on their topic yet',
    (figures) => figures.waitingDeadLetters,
  );
  new Gauge({
    name: 'silkgauge_dead_letters_open',
    help: 'Bad records of an input topic that nobody sent back',
    labelNames: ['topic'],
    registers: [registry],
    collect() {
      const figures = read();
      if (!figures) return;
      this.reset();
      for (const [topic, open] of figures.openDeadLetters)
        if (clearTopic(topic) === topic) this.set({ topic }, open);
    },
  });
  gauge('skips', 'Offsets operators stepped over', ({ skips }) => skips);
  gauge('replays', 'Bad records operators sent back', ({ replays }) => replays);
  gauge('replays_unfinished', 'Replays that broke off', ({ unfinishedReplays }) => unfinishedReplays);
}

/** How the desk stands: of this process, as one desk leads at a time. */
export function measureDesk(registry: Registry, desk: { readonly health: DeskHealth }): void {
  const gauge = (name: string, help: string, valueOf: (health: DeskHealth) => number | null) =>
    new Gauge({
      name: `silkgauge_desk_${name}`,
      help,
      registers: [registry],
      collect() {
        const value = valueOf(desk.health);
        if (value !== null) this.set(value);
      },
    });
  gauge('leading', '1 where the desk of this process leads', ({ leading }) => (leading ? 1 : 0));
  gauge('halted', '1 where a step of the log cannot be taken', ({ halted }) => (halted ? 1 : 0));
  gauge(
    'unfollowed_orders',
    'Plans and rules that could not be told or judged when the term began',
    ({ unfollowed }) => unfollowed.count,
  );
  gauge('position', 'Sequence up to which the desk has dealt with the log', ({ position }) =>
    position === null ? null : Number(position),
  );
}

/** Counts versions too large for their topic since the start; each needs an operator. */
export function countSetAside(registry: Registry): Counter<'topic'> {
  return new Counter({
    name: 'silkgauge_set_aside_total',
    help: 'Versions that are larger than their topic takes and were not published',
    labelNames: ['topic'],
    registers: [registry],
  });
}

/** When each reporter was last heard of. After a start a reporter is absent until its next record. */
export function measureSources(registry: Registry, times: SourceTimes): void {
  new Gauge({
    name: 'silkgauge_source_last_append_timestamp_seconds',
    help: 'Append time of the newest accepted record of each of 500 reporters; of all others as _other',
    labelNames: ['reporter'],
    registers: [registry],
    collect() {
      for (const [reporter, appendedAt] of times.entries()) this.set({ reporter }, appendedAt / 1_000);
    },
  });
}

/** Measures commits until they are published; those that another process made are not known here. */
export function measurePublishing(registry: Registry): Histogram {
  return new Histogram({
    name: 'silkgauge_commit_to_topic_seconds',
    help: 'Time from a commit of this process until all its changes are on their topics',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60],
    registers: [registry],
  });
}

const numberOf = (offset: bigint | null): number | null => (offset === null ? null : Number(offset));
