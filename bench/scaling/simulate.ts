import type { Latencies } from './latencies.ts';
import { World, type WorldOptions } from './world.ts';

export interface SimulateOptions extends WorldOptions {
  /** Simulated. */
  readonly seconds: number;
}

/** Busy shares, each of the busiest of its kind; 1 is always busy. */
export interface Busy {
  readonly process: number;
  readonly database: number;
  readonly cursor: number;
  readonly relay: number;
}

/** Milliseconds. */
export interface Spread {
  readonly mean: number;
  readonly p50: number;
  readonly p99: number;
}

export interface Outcome {
  /** Whether what waits stops growing, in every partition and every relay. */
  readonly sustained: boolean;
  readonly busy: Busy;
  /** From producing to the committed row, and to the published change. */
  readonly toRow: Spread;
  readonly toTopic: Spread;
  /** Committed in a second. */
  readonly events: number;
  readonly changes: number;
  readonly transactions: number;
  /** At work, on average. */
  readonly cores: { readonly aggregation: number; readonly database: number; readonly broker: number };
}

/** A lag may grow by so much of the time that passes before it counts as falling behind. */
const GROWTH = 0.02;
const LOOKS = 60;

/**
 * Runs a layout under a load. The first third of the time warms up; whether lags grow is judged between the second and the last, and
 * all else is measured in the last.
 */
export function simulate(options: SimulateOptions): Outcome {
  const third = (options.seconds * 1e6) / 3;
  const world = new World(options, 2 * third);
  world.lagsUntil(third, 1);
  const before = world.lagsUntil(2 * third, LOOKS);
  const then = world.used();
  const after = world.lagsUntil(3 * third, LOOKS);
  const now = world.used();

  type Part = 'processes' | 'databases' | 'cursors' | 'relays';
  const shares = (part: Part) => now[part].map((busy, at) => (busy - then[part][at]!) / third);
  const sum = (part: Part) => shares(part).reduce((all, share) => all + share, 0);
  const perSecond = (what: 'events' | 'changes' | 'transactions') => ((now[what] - then[what]) / third) * 1e6;
  return {
    sustained: after.every((lag, part) => lag - before[part]! <= GROWTH * third),
    busy: {
      process: Math.max(...shares('processes')),
      database: Math.max(...shares('databases')) / options.surroundings.shardCores,
      cursor: Math.max(...shares('cursors')),
      relay: Math.max(...shares('relays')),
    },
    toRow: spread(world.toRow),
    toTopic: spread(world.toTopic),
    events: perSecond('events'),
    changes: perSecond('changes'),
    transactions: perSecond('transactions'),
    cores: {
      aggregation: sum('processes'),
      database: sum('databases'),
      broker: (perSecond('events') * options.costs.brokerPerEvent) / 1e6,
    },
  };
}

const spread = (latencies: Latencies): Spread => ({
  mean: latencies.mean / 1000,
  p50: latencies.at(0.5) / 1000,
  p99: latencies.at(0.99) / 1000,
});
