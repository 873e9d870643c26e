import { DEFAULT_COSTS, SURROUNDINGS, type Costs } from './costs.ts';
import { popularity, type PartitionLoad } from './popularity.ts';
import { simulate, type SimulateOptions } from './simulate.ts';

const FREE: Costs = {
  from: 'nowhere',
  perEvent: 0,
  perTransaction: 0,
  perChange: 0,
  databasePerEvent: 0,
  databasePerTransaction: 0,
  databasePerChange: 0,
  holdPerTransaction: 0,
  holdPerChange: 0,
  relayPerChange: 0,
  relayPerPage: 0,
  brokerPerEvent: 0,
  bytesPerEvent: 0,
  bytesPerChange: 0,
};
const HERE = { roundTrip: 0, delivery: 0, shardCores: 4, replicas: 1, relayPage: 1_000, relayApart: false };

/** Partitions of equal shares in which each event is another series. */
const even = (partitions: number): PartitionLoad[] =>
  Array.from({ length: partitions }, () => ({ share: 1 / partitions, distinct: (events) => events }));

const one = (more: Partial<SimulateOptions>): SimulateOptions => ({
  costs: { ...FREE, perEvent: 1_000 },
  surroundings: HERE,
  layout: { processes: 1, shards: 1, loads: even(1) },
  rate: 500,
  arrivals: 'poisson',
  seconds: 240,
  seed: 1,
  maxBatch: 1,
  ...more,
});

describe('one event at a time is the queue M/D/1', () => {
  it.each([0.3, 0.5, 0.8])('waits as Pollaczek and Khinchine say at a load of %d', (load) => {
    const { toRow, busy, events } = simulate(one({ rate: 1_000 * load }));
    const served = 1;
    const expected = served + (load * served) / (2 * (1 - load));
    expect(Math.abs(toRow.mean / expected - 1)).toBeLessThan(0.05);
    expect(Math.abs(busy.process / load - 1)).toBeLessThan(0.02);
    expect(Math.abs(events / (1_000 * load) - 1)).toBeLessThan(0.03);
  });

  it('waits for nothing when events come evenly', () => {
    expect(simulate(one({ arrivals: 'steady', rate: 900 })).toRow.mean).toBeCloseTo(1, 6);
  });

  it('falls behind exactly where it cannot keep up', () => {
    const at = (rate: number) => simulate(one({ rate, arrivals: 'steady', seconds: 20 })).sustained;
    expect([at(960), at(1_000), at(1_040)]).toEqual([true, true, false]);
  });
});

describe('batches', () => {
  it('carry more than one event at a time could, as long as the event itself is cheap', () => {
    const costs = { ...FREE, perTransaction: 1_000, perEvent: 10 };
    const rate = 50_000;
    expect(simulate(one({ costs, rate, seconds: 1.5 })).sustained).toBe(false);
    const { sustained, transactions } = simulate(one({ costs, rate, seconds: 1.5, maxBatch: 20_000 }));
    expect(sustained).toBe(true);
    // A cycle of c us brings rate x c events, and takes 1,000 + 10 us of each: c = 1,000 / (1 - 0.5).
    expect(Math.abs(transactions / 500 - 1)).toBeLessThan(0.03);
  });

  it('are bounded: more than the largest one carries is not sustained', () => {
    const costs = { ...FREE, perTransaction: 1_000, perEvent: 10 };
    const at = (rate: number) => simulate(one({ costs, rate, seconds: 1.5, maxBatch: 100 })).sustained;
    expect([at(48_000), at(53_000)]).toEqual([true, false]);
  });
});

describe('a part that is full', () => {
  const layout = { processes: 8, shards: 1, loads: even(8) };
  const full = (costs: Partial<Costs>, rate: number) => {
    return simulate(one({ costs: { ...FREE, ...costs }, layout, rate, seconds: 2, maxBatch: 20_000 }));
  };

  it.each([
    ['cursor', { holdPerChange: 100 }, 10_000],
    ['database', { databasePerChange: 100 }, 40_000],
    ['relay', { relayPerPage: 100_000 }, 10_000],
  ] as const)('the %s sustains what its cost says and no more', (part, costs, most) => {
    const below = full(costs, 0.9 * most);
    const above = full(costs, 1.1 * most);
    expect([below.sustained, above.sustained]).toEqual([true, false]);
    expect(above.busy[part]).toBeGreaterThan(0.97);
  });

  it('is relieved by a second shard: about twice as much', () => {
    const costs = { ...FREE, holdPerChange: 100 };
    const at = (shards: number, rate: number) =>
      simulate(one({ costs, layout: { ...layout, shards }, rate, seconds: 2, maxBatch: 20_000 })).sustained;
    expect([at(1, 9_500), at(1, 10_500), at(2, 19_000), at(2, 21_000)]).toEqual([true, false, true, false]);
  });
});

it('says the same of the same seed, and something else of another', () => {
  const options: SimulateOptions = {
    costs: DEFAULT_COSTS,
    surroundings: SURROUNDINGS,
    layout: { processes: 2, shards: 1, loads: popularity({ series: 2_000, partitions: 4 }) },
    rate: 20_000,
    arrivals: 'poisson',
    seconds: 1,
    seed: 3,
  };
  expect(simulate(options)).toEqual(simulate(options));
  expect(simulate({ ...options, seed: 4 }).toRow).not.toEqual(simulate(options).toRow);
});
