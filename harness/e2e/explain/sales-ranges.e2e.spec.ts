import type { Explanation, GrowthState } from '@silkgauge/contract';
import { eventually, startApp, type RunningApp } from '../../services/index.ts';
import { sale } from '../../fixtures/events.ts';
import { LogKeeper } from '@silkgauge/aggregation';
import { newSystem, type System } from '../../fixtures/system.ts';
import type { WorldEvent } from '../../fixtures/world.ts';
import { SalesLog } from './sales-log.ts';

const FRANCE = 'SHOP.GB.SALES.OWN.X._T._T.FR.GBP';
const AUSTRIA = 'SHOP.GB.SALES.OWN.X._T._T.AT.GBP';
const DAY = 86_400_000;

let system: System;
let api: RunningApp;
let log: SalesLog;

beforeAll(async () => {
  system = await newSystem(2);
  log = new SalesLog(system.env['KAFKA_BROKERS'] ?? '', `${system.prefix}platform.sales`);
  [api] = await Promise.all([
    startApp('growth-api', { ...system.env }),
    system.startAggregation(),
    log.start(),
  ]);
});
afterAll(async () => {
  await api?.stop();
  await log?.stop();
  await system?.stop();
});

/** Sales to two countries in three months, including returns and unreadable records. */
function sales(from: number, to: number): WorldEvent[] {
  return Array.from({ length: to - from }, (_, index) => {
    const n = from + index;
    const [buyerCountry, key] = n % 3 === 0 ? ['AT', AUSTRIA] : ['FR', FRANCE];
    const event = sale(
      {
        buyerCountry,
        amount: n % 7 === 0 ? '-2.5' : `${String(n)}.${String(10 + (n % 89))}`,
        quantity: n % 7 === 0 ? '-1' : '2',
        orderedAt: n % 13 === 0 ? 'in spring' : `2024-0${String(1 + (n % 3 === 0 ? 0 : n % 3))}-02T00:00:00Z`,
      },
      `sale-${String(n)}`,
    );
    return { ...event, topic: 'platform.sales' as const, id: `sale-${String(n)}`, key };
  });
}

async function send(...groups: readonly WorldEvent[][]): Promise<void> {
  for (const group of groups) {
    await system.send(group);
    await system.caughtUp();
  }
}

async function get<T>(path: string): Promise<T> {
  const response = await fetch(`${api.url}${path}`);
  if (!response.ok) throw new Error(`${path}: ${String(response.status)} ${await response.text()}`);
  return (await response.json()) as T;
}

async function presentStates(): Promise<GrowthState[]> {
  return (await get<{ items: GrowthState[] }>('/v1/growth?domain=platform&indicator=SALES')).items;
}

/** Requires disjoint ranges whose sum is the state; returns the number of events in the ranges. */
async function requireReadAgain(key: string, query = ''): Promise<number> {
  const { state, recomputed, sales: told } = await get<Explanation>(`/v1/growth/${key}/explain${query}`);
  const ranges = told?.ranges ?? [];
  expect(recomputed).toBe(true);
  expect(told?.counts).toEqual(state.counts);
  expect(new Set(ranges.map(({ partition }) => partition)).size).toBe(ranges.length);
  expect(ranges.reduce((sum, { events }) => sum + Number(events), 0)).toBe(Number(state.counts?.events));
  expect(await log.sum(ranges, key)).toEqual({ total: state.level.computed?.value, ...state.counts });
  return Number(state.counts?.events);
}

async function requireAllReadAgain(): Promise<number> {
  let events = 0;
  for (const { key } of await presentStates()) events += await requireReadAgain(key);
  return events;
}

/** Thins versions as if they were days old, once they are published and the desk has read them. */
async function thin(): Promise<number> {
  const { readModel } = system;
  const keeper = new LogKeeper({ readModel, keepMs: DAY, log: () => undefined });
  await eventually(
    async () =>
      (
        await system.rows(
          'select from relay_position r, desk_position d, change_cursor c where r.sequence = c.last and d.sequence = c.last',
        )
      ).length === 1,
    { within: 60_000 },
  );
  await keeper.round();
  await system.rows(`update change_mark set marked_at = marked_at - interval '2 days'`);
  return keeper.round();
}

/** Number of readable sales among the first `until`. */
const readable = (until: number): number =>
  Array.from({ length: until }, (_, n) => n).filter((n) => n % 13).length;

it('the ranges of a sales total, read again from the log, give the total', async () => {
  await send(sales(0, 40), sales(20, 60), sales(60, 90), sales(90, 100));
  expect((await presentStates()).length).toBe(3);
  expect(await requireAllReadAgain()).toBe(readable(100));
});

it('the ranges of each past version give its total', async () => {
  for (const month of ['2024-02', '2024-03']) {
    const { items } = await get<{ items: GrowthState[] }>(`/v1/growth/${FRANCE}/${month}/history`);
    expect(items.length).toBeGreaterThanOrEqual(4);
    for (const { key, sequence } of items) await requireReadAgain(key, `?asOf=${sequence}`);
  }
});

it('the ranges give the total after intermediate versions were thinned', async () => {
  expect(await thin()).toBeGreaterThan(0);
  expect(await requireAllReadAgain()).toBe(readable(100));
});

it('the ranges give the total after a double count, a rebuild and thinning', async () => {
  await system.aggregation.stop();
  await system.rows('delete from identity_window');
  await system.startAggregation();
  await send(sales(0, 50));
  const twice = await presentStates();
  expect(twice.reduce((sum, { counts }) => sum + Number(counts?.events), 0)).toBe(
    readable(100) + readable(50),
  );
  expect((await system.run('rebuild')).code).toBe(0);
  expect(await requireAllReadAgain()).toBe(readable(100));

  await send(sales(100, 110), sales(100, 120), sales(120, 140), sales(140, 160));
  expect(await requireAllReadAgain()).toBe(readable(160));
  expect(await thin()).toBeGreaterThan(0);
  expect(await requireAllReadAgain()).toBe(readable(160));
});
