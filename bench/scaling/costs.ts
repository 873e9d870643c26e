import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What one step costs. Processor times are microseconds of one core and hold for the machine they were measured on;
 * `from` says how they came about. Everything else about a layout is counted, not measured.
 */
export interface Costs {
  /** When and how these were measured. */
  readonly from: string;
  /** An aggregation, us of its one core: an event from the fetch to the fold, a transaction, a change in it. */
  readonly perEvent: number;
  readonly perTransaction: number;
  readonly perChange: number;
  /** PostgreSQL, us of a core: the same. */
  readonly databasePerEvent: number;
  readonly databasePerTransaction: number;
  readonly databasePerChange: number;
  /** us for which the change cursor's row is locked: the last part of the call and the commit to disk. */
  readonly holdPerTransaction: number;
  readonly holdPerChange: number;
  /** The relay: us of its process's core for a change, and us that sending a page takes besides. */
  readonly relayPerChange: number;
  readonly relayPerPage: number;
  /** The broker, us of a core: an event with its share of what goes out. */
  readonly brokerPerEvent: number;
  /** Bytes on the log. */
  readonly bytesPerEvent: number;
  readonly bytesPerChange: number;
}

/** What belongs to a deployment; assumed, not measured. */
export interface Surroundings {
  /** us of the way to the database and back, once a transaction. On loopback it is a tenth of this. */
  readonly roundTrip: number;
  /** us from producing to the reader: the producer's batch, the broker, the fetch. */
  readonly delivery: number;
  /** Cores of a database shard. */
  readonly shardCores: number;
  /** Copies the broker keeps. */
  readonly replicas: number;
  /** Changes the relay publishes at once, at most. */
  readonly relayPage: number;
  /** Each relay in a process of its own that reads no partition; as it is, one of the readers leads. */
  readonly relayApart: boolean;
}

/** The consumer's `maxBatchRecords`. */
export const MAX_BATCH = 40_000;
/** Of the workload's events, those of a month before: 1 % are late by up to 60 days. */
export const OTHER_MONTH = 0.0075;

export const SURROUNDINGS: Surroundings = {
  roundTrip: 300,
  delivery: 3_000,
  shardCores: 8,
  replicas: 3,
  relayPage: 4_000,
  relayApart: false,
};

/** For whoever has not measured: `npm run scale -- --measure` writes those of this machine. */
export const DEFAULT_COSTS: Costs = {
  from: '2026-11-26, 2 x Intel Xeon',
  perEvent: 5.7,
  perTransaction: 505,
  perChange: 39,
  databasePerEvent: 0,
  databasePerTransaction: 430,
  databasePerChange: 25,
  holdPerTransaction: 400,
  holdPerChange: 10.6,
  relayPerChange: 26,
  relayPerPage: 13_600,
  brokerPerEvent: 2.1,
  bytesPerEvent: 572,
  bytesPerChange: 1_380,
};

export const measuredFile = join(import.meta.dirname, '../../.silkgauge/bench/scaling-costs.json');

/** Those measured here, else the defaults. */
export function presentCosts(file = measuredFile): Costs {
  if (!existsSync(file)) return DEFAULT_COSTS;
  const read = JSON.parse(readFileSync(file, 'utf8')) as Partial<Costs>;
  for (const [name, value] of Object.entries(DEFAULT_COSTS)) {
    const found = read[name as keyof Costs];
    if (typeof found !== typeof value || (typeof found === 'number' && !(found >= 0)))
      throw new Error(
        `${file}: "${name}" is ${String(found)}; measure again with --measure or remove the file`,
      );
  }
  return read as Costs;
}
