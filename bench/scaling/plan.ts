import type { Costs, Surroundings } from './costs.ts';
import { piecesOf, popularity, topShare } from './popularity.ts';
import { simulate, type Busy, type Outcome } from './simulate.ts';
import type { Layout } from './world.ts';

export interface PlanOptions {
  readonly costs: Costs;
  readonly surroundings: Surroundings;
  /** Events a second. */
  readonly rate: number;
  readonly series: number;
  readonly seed: number;
  /** Simulated seconds of each trial. */
  readonly seconds: number;
}

export interface Plan {
  readonly partitions: number;
  readonly processes: number;
  readonly shards: number;
  /** Keys the most popular series has to be dealt to; 1: left as it is. */
  readonly pieces: number;
  /** At the planned rate. */
  readonly outcome: Outcome;
  /** What gives way first when there is more. */
  readonly limit: Limit;
}

export type Limit = keyof Busy | 'reader';

/** What is planned for is this part of what a layout can sustain. */
export const LOAD = 0.7;
/** Above this a part has nothing left. */
const FULL = 0.97;
/** A key that would take more than this part of a process is dealt to several, each of which takes at most the second part. */
const LARGEST_KEY = 0.5;
const PIECE = 0.15;
/** The most first: many even each other out, few make larger batches. */
const PARTITIONS_PER_PROCESS = [4, 2] as const;
/** With three times the processes that folding asks for, or half again of what it would with a change for each event, only shards can be too few. */
const ampleProcesses = (perSecond: number, { perEvent, perChange, relayPerChange }: Costs): number[] => [
  (3 * perSecond * perEvent) / 1e6 + 3,
  (1.5 * perSecond * (perEvent + perChange + relayPerChange)) / 1e6 + 3,
];
const MOST_SHARDS = 256;

/**
 * The fewest shards, then the fewest processes, then the fewest partitions that sustain `rate` / `LOAD`. Shards are the dearest, and
 * processes come in multiples of them, so that each one serves one shard. Throws a RangeError when there is no such layout.
 */
export function plan(options: PlanOptions): Plan {
  const { costs, rate, series } = options;
  // Share of the events that a process can fold.
  const process = 1e6 / costs.perEvent / (rate / LOAD);
  const dealt = { largestShare: Math.min(1, LARGEST_KEY * process), pieceShare: PIECE * process };
  const loadsOf = memo((partitions: number) => popularity({ series, partitions, ...dealt }));
  const layoutOf = (shards: number, each: number, per: number): Layout => ({
    processes: each * shards,
    shards,
    loads: loadsOf(each * shards * per),
  });
  const holds = (layout: Layout): boolean => run(options, layout, rate / LOAD).sustained;

  const least = (rate / LOAD) * costs.perEvent * 1e-6;
  const [most] = PARTITIONS_PER_PROCESS;
  const ampleFor = (shards: number) =>
    ampleProcesses(rate / LOAD, costs)
      .map((processes) => Math.ceil(processes / shards))
      .find((each) => holds(layoutOf(shards, each, most)));
  const shards = smallest((size) => ampleFor(size) !== undefined, 1, MOST_SHARDS);
  const ample = ampleFor(shards) ?? 1;
  const each = smallest((size) => holds(layoutOf(shards, size, most)), Math.ceil(least / shards), ample);
  const per = PARTITIONS_PER_PROCESS.findLast((one) => one === most || holds(layoutOf(shards, each, one)));
  const layout = layoutOf(shards, each, per ?? most);
  return {
    partitions: layout.loads.length,
    processes: layout.processes,
    shards,
    pieces: piecesOf(topShare(series), dealt),
    outcome: run(options, layout, rate),
    limit: limitOf(options, layout),
  };
}

/** The smallest size from `least` on that holds, if whatever is larger than one that holds holds too: doubled, then halved between. */
export function smallest(holds: (size: number) => boolean, least: number, most: number): number {
  let fails = least - 1;
  let works = least;
  while (!holds(works)) {
    if (works >= most) throw new RangeError(`not even ${String(works)} are enough`);
    fails = works;
    works = Math.min(most, 2 * works);
  }
  while (works - fails > 1) {
    const middle = (works + fails) >> 1;
    if (holds(middle)) works = middle;
    else fails = middle;
  }
  return works;
}

function run({ costs, surroundings, seconds, seed }: PlanOptions, layout: Layout, rate: number): Outcome {
  return simulate({ costs, surroundings, layout, rate, arrivals: 'poisson', seconds, seed });
}

/** What is full at the first rate, in steps of a fifth, that is not sustained. */
export function limitOf(options: PlanOptions, layout: Layout): Limit {
  for (let rate = options.rate / LOAD; ; rate *= 1.2) {
    const { sustained, busy } = run(options, layout, rate);
    if (!sustained) return fullest(busy);
  }
}

/** The busiest part; the readers when none is full, since each of them waits for one transaction after another. */
function fullest(busy: Busy): Limit {
  const [name, share] = (Object.entries(busy) as [keyof Busy, number][]).reduce((a, b) =>
    b[1] > a[1] ? b : a,
  );
  return share >= FULL ? name : 'reader';
}

function memo<T>(make: (key: number) => T): (key: number) => T {
  const made = new Map<number, T>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}
