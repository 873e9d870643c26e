import { SplitMix64 } from '../workload/split-mix.ts';
import { Agenda, Server } from './agenda.ts';
import { Arrivals } from './arrivals.ts';
import { MAX_BATCH, OTHER_MONTH, type Costs, type Surroundings } from './costs.ts';
import { Latencies } from './latencies.ts';
import type { PartitionLoad } from './popularity.ts';

/** Partition p is read by process p % processes and lives in shard p % shards. */
export interface Layout {
  readonly processes: number;
  readonly shards: number;
  /** One for each partition. */
  readonly loads: readonly PartitionLoad[];
}

export interface WorldOptions {
  readonly costs: Costs;
  readonly surroundings: Surroundings;
  readonly layout: Layout;
  /** Events a second, all partitions together. */
  readonly rate: number;
  readonly arrivals: 'poisson' | 'steady';
  readonly seed: number;
  readonly maxBatch?: number;
}

interface Committed {
  /** When its events were produced. */
  readonly produced: readonly number[];
  readonly at: number;
  changes: number;
}

/** A shard: a database with a cursor, and the relay that publishes its change log. */
class Shard {
  readonly database: Server;
  readonly cursor: Server;
  readonly relay: Server;
  /** Where its relay runs. */
  readonly process: Server;
  readonly unpublished: Committed[] = [];
  isPublishing = false;
  /** us of the database's cores spent in appending. */
  appending = 0;

  constructor(agenda: Agenda, cores: number, process: Server) {
    this.process = process;
    this.database = new Server(agenda, cores);
    this.cursor = new Server(agenda);
    this.relay = new Server(agenda);
  }
}

/** A partition: its reader has one transaction under way at most. */
interface Partition {
  readonly load: PartitionLoad;
  readonly arrivals: Arrivals;
  readonly process: Server;
  readonly shard: Shard;
  /** When the oldest event of the batch under way was produced. */
  oldest: number | null;
}

/** Everything that runs, in simulated microseconds. */
export class World {
  readonly toRow = new Latencies();
  readonly toTopic = new Latencies();
  readonly #options: WorldOptions;
  readonly #measuredFrom: number;
  readonly #agenda = new Agenda();
  readonly #processes: readonly Server[];
  readonly #shards: readonly Shard[];
  readonly #partitions: readonly Partition[];
  #events = 0;
  #changes = 0;
  #transactions = 0;

  /** Latencies count from `measuredFrom` on. */
  constructor(options: WorldOptions, measuredFrom: number) {
    const { layout, rate, arrivals, seed, surroundings } = options;
    this.#options = options;
    this.#measuredFrom = measuredFrom;
    const agenda = this.#agenda;
    const processes = Array.from({ length: layout.processes }, () => new Server(agenda));
    const apart = surroundings.relayApart ? layout.shards : 0;
    const relays = apart > 0 ? Array.from({ length: apart }, () => new Server(agenda)) : processes;
    const shards = Array.from(
      { length: layout.shards },
      (_, at) => new Shard(agenda, surroundings.shardCores, relays[at % relays.length]!),
    );
    this.#processes = [...new Set([...processes, ...relays])];
    this.#shards = shards;
    const random = new SplitMix64(seed);
    this.#partitions = layout.loads.map((load, at) => ({
      load,
      arrivals: new Arrivals((rate * load.share) / 1e6, arrivals, random),
      process: processes[at % processes.length]!,
      shard: shards[at % shards.length]!,
      oldest: null,
    }));
    for (const partition of this.#partitions) this.#read(partition);
  }

  /** Lets time pass up to `to`; the average lag of each partition and each relay meanwhile, from `looks` looks. */
  lagsUntil(to: number, looks: number): number[] {
    const step = (to - this.#agenda.now) / looks;
    const sums = new Array<number>(this.#partitions.length + this.#shards.length).fill(0);
    for (let look = 0; look < looks; look += 1) {
      this.#agenda.runUntil(this.#agenda.now + step);
      const { now } = this.#agenda;
      this.#partitions.forEach((partition, at) => {
        const oldest = partition.oldest ?? partition.arrivals.oldest(now);
        sums[at]! += oldest === null ? 0 : now - oldest;
      });
      this.#shards.forEach(({ unpublished }, at) => {
        sums[this.#partitions.length + at]! += now - (unpublished[0]?.at ?? now);
      });
    }
    return sums.map((sum) => sum / looks);
  }

  /** Server-microseconds used so far, by part, and what was done. */
  used() {
    return {
      processes: this.#processes.map(({ busy }) => busy),
      databases: this.#shards.map(({ database, appending }) => database.busy + appending),
      cursors: this.#shards.map(({ cursor }) => cursor.busy),
      relays: this.#shards.map(({ relay }) => relay.busy),
      events: this.#events,
      changes: this.#changes,
      transactions: this.#transactions,
    };
  }

  /** Takes everything that waits, up to a limit, or waits for the next event. */
  #read(partition: Partition): void {
    const { maxBatch = MAX_BATCH } = this.#options;
    const produced = partition.arrivals.take(this.#agenda.now, maxBatch);
    partition.oldest = produced[0] ?? null;
    if (produced.length > 0) this.#apply(partition, produced);
    else if (partition.arrivals.next < Infinity)
      this.#agenda.after(partition.arrivals.next - this.#agenda.now, () => {
        this.#read(partition);
      });
  }

  #apply(partition: Partition, produced: readonly number[]): void {
    const { costs: c, surroundings } = this.#options;
    const { process, shard, load } = partition;
    const events = produced.length;
    // A month before that is touched is restated, and so is the one after it.
    const changes = load.distinct(events) + 2 * load.distinct(OTHER_MONTH * events);
    // 1. Folding: one piece, since JavaScript does not let go of its core.
    process.serve(c.perTransaction + c.perEvent * events + c.perChange * changes, () => {
      // 2. The way to the database and back, then its work, which needs a core: one call.
      this.#agenda.after(surroundings.roundTrip, () => {
        const appending = Math.min(c.holdPerChange, c.databasePerChange) * changes;
        const all = c.databasePerTransaction + c.databasePerEvent * events + c.databasePerChange * changes;
        shard.database.serve(all - appending, () => {
          // 3. The cursor, until the commit is on the disk.
          const held = c.holdPerTransaction + c.holdPerChange * changes;
          shard.cursor.serve(held, () => {
            shard.appending += appending;
            this.#commit(partition, produced, changes);
          });
        });
      });
    });
  }

  #commit(partition: Partition, produced: readonly number[], changes: number): void {
    this.#record(this.toRow, produced);
    this.#events += produced.length;
    this.#changes += changes;
    this.#transactions += 1;
    partition.shard.unpublished.push({ produced, at: this.#agenda.now, changes });
    this.#publish(partition.shard);
    this.#read(partition);
  }

  /** Pages of the change log, one after another. */
  #publish(shard: Shard): void {
    if (shard.isPublishing || shard.unpublished.length === 0) return;
    shard.isPublishing = true;
    const { relayPerChange, relayPerPage } = this.#options.costs;
    const waiting = shard.unpublished.reduce((sum, { changes }) => sum + changes, 0);
    const page = Math.min(this.#options.surroundings.relayPage, waiting);
    shard.process.serve(relayPerChange * page, () => {
      shard.relay.serve(relayPerPage, () => {
        this.#published(shard, page);
        shard.isPublishing = false;
        this.#publish(shard);
      });
    });
  }

  #published({ unpublished }: Shard, page: number): void {
    let left = page;
    for (let first = unpublished[0]; first && left > 0; first = unpublished[0]) {
      const taken = Math.min(left, first.changes);
      first.changes -= taken;
      left -= taken;
      if (first.changes > 1e-6) return;
      this.#record(this.toTopic, first.produced);
      unpublished.shift();
    }
  }

  #record(latencies: Latencies, produced: readonly number[]): void {
    const { now } = this.#agenda;
    if (now < this.#measuredFrom) return;
    const since = now + this.#options.surroundings.delivery;
    for (const at of produced) latencies.add(since - at);
  }
}
