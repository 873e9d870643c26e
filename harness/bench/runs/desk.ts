import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  createReadModel,
  deskPosition,
  lastSequence,
  relayPosition,
  type ReadModel,
} from '@silkgauge/read-model';
import { alertRule, bulletinPlan, type SpecEvent } from '../../fixtures/events.ts';
import { startApp, type RunningApp } from '../../services/index.ts';
import { percentiles, type Percentiles } from '../measure/percentiles.ts';
import { areaOf, keyOf, PERIOD, StateLog } from '../workload/state-log.ts';
import { withServices, type BenchServices } from './services.ts';

export interface DeskResult {
  /** Rules, and as many plans of bulletins, each about a series of its own. */
  readonly orders: number;
  /** Changes a second of a backlog that no rule and no plan looks at. */
  readonly untouched: number;
  /** The same where each touches one rule and one plan. */
  readonly touched: number;
  /** Changes a second that touch none, and those beside them that touch one rule and one plan. */
  readonly rate: number;
  readonly watchedRate: number;
  /** From before the commit until the version is read from its topic. */
  readonly alerts: Percentiles;
  readonly bulletins: Percentiles;
}

/** When a version was read from its topic, and when its cause was known, in milliseconds since 1970. */
interface Arrival {
  readonly at: number;
  readonly knownAt: number;
}

/** Versions in the order of arrival. */
interface Arrivals {
  readonly alerts: Arrival[];
  readonly bulletins: Arrival[];
}

const ORDERS = 1_000;
const SERIES = 50_000;
const BACKLOG = { untouched: 100_000, touched: 2_000 };
const PACE = { rate: 1_000, watchedRate: 25, seconds: 20 };
/** Before a measurement: a process that has just started has compiled nothing yet. */
const WARM = 10;
/** Events of one push. */
const AT_ONCE = 100;
const WATCHED = 'CN-W';
/** The name of the relay's place. */
const RELAY = 'growth-updated';

/** The desk of the aggregation with a thousand rules and a thousand plans: two backlogs, then changes at a rate. */
export function measureDesk(say: (text: string) => void): Promise<DeskResult> {
  return withServices(async (services) => {
    await using stack = new AsyncDisposableStack();
    const readModel = createReadModel(services.databaseUrl, { max: 2 });
    stack.defer(() => readModel.close());
    const watched = await StateLog.of(readModel, ORDERS, WATCHED);
    const others = await StateLog.of(readModel, SERIES);
    say(`desk: ${String(ORDERS)} rules and plans`);
    await order(services, readModel);
    // A backlog ends with a watched change, so that the desk has a step to take behind it.
    const seconds = async (log: StateLog, count: number): Promise<number> => {
      say(`desk: a backlog of ${String(count)}`);
      await log.fill(count);
      await watched.append(1);
      return secondsBehind(services, readModel);
    };
    const launch = await seconds(others, 0);
    const perSecond = async (log: StateLog, count: number): Promise<number> =>
      count / ((await seconds(log, count)) - launch);
    const untouched = await perSecond(others, BACKLOG.untouched);
    const touched = await perSecond(watched, BACKLOG.touched);
    say(`desk: ${String(PACE.rate)} changes a second`);
    const desk = await startAggregation(services);
    stack.defer(() => desk.stop());
    await caughtUp(readModel);
    const arrivals = await readTopics(stack, services);
    const { rate, watchedRate } = PACE;
    await pacedChanges(watched, others, arrivals, WARM);
    return {
      ...{ orders: ORDERS, untouched, touched, rate, watchedRate },
      ...(await pacedChanges(watched, others, arrivals, PACE.seconds)),
    };
  });
}

const startAggregation = ({ brokers, databaseUrl }: BenchServices): Promise<RunningApp> =>
  startApp('aggregation', { KAFKA_BROKERS: brokers, DATABASE_URL: databaseUrl, LOG_LEVEL: 'warn' });

/** Pushes rules and plans, each about a watched series, and waits until the desk knows them. */
async function order(services: BenchServices, readModel: ReadModel): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const door = await startApp('policy-notice', { KAFKA_BROKERS: services.brokers, LOG_LEVEL: 'warn' });
  stack.defer(() => door.stop());
  const desk = await startAggregation(services);
  stack.defer(() => desk.stop());
  const orders = Array.from({ length: ORDERS }, (_, at) => [
    alertRule(`bench-${String(at)}`, { series: { area: [areaOf(at, WATCHED)] } }),
    bulletinPlan(`bench-${String(at)}`, `${keyOf(areaOf(at, WATCHED))}/${PERIOD}`),
  ]).flat();
  for (let from = 0; from < orders.length; from += AT_ONCE)
    await push(door, orders.slice(from, from + AT_ONCE));
  // A rule has no version before a series is known; each bulletin has its first.
  for (const what of ['order', 'bulletin'])
    while ((await countOf(readModel, what)) < (what === 'order' ? orders.length : ORDERS)) await pause(100);
}

async function push(door: RunningApp, orders: readonly SpecEvent[]): Promise<void> {
  const events = orders.map(({ type, data }) => ({
    ...{ specversion: '1.0', source: '/bench', id: randomUUID(), type, data },
  }));
  const answer = await fetch(`${door.url}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify(events),
  });
  if (answer.status !== 202) throw new Error(`${String(answer.status)} ${await answer.text()}`);
}

async function countOf({ pool }: ReadModel, kind: string): Promise<number> {
  const { rows } = await pool.query<{ count: string }>(
    'select count(distinct key) as count from register_version where kind = $1',
    [kind],
  );
  return Number(rows[0]?.count);
}

/** Seconds from the launch of an aggregation until its desk has dealt with the log as it is now. */
async function secondsBehind(services: BenchServices, { pool }: ReadModel): Promise<number> {
  const end = BigInt(await lastSequence(pool));
  await using stack = new AsyncDisposableStack();
  const began = performance.now();
  const desk = await startAggregation(services);
  stack.defer(() => desk.stop());
  while (BigInt(await deskPosition(pool)) < end) await pause(5);
  return (performance.now() - began) / 1_000;
}

/** Waits for the desk, and for the relay: the backlogs ended with the desk, and may not be published yet. */
async function caughtUp({ pool }: ReadModel): Promise<void> {
  const isBehind = async (): Promise<boolean> => {
    const end = BigInt(await lastSequence(pool));
    const places = [await deskPosition(pool), await relayPosition(pool, RELAY)];
    return places.some((place) => BigInt(place) < end);
  };
  while (await isBehind()) await pause(50);
}

/** Reads the topics of alerts and bulletins from now on. */
async function readTopics(stack: AsyncDisposableStack, { kafka }: BenchServices): Promise<Arrivals> {
  const arrivals: Arrivals = { alerts: [], bulletins: [] };
  const consumer = kafka.consumer({ groupId: `bench-${randomUUID()}`, maxWaitTimeInMs: 10 });
  await consumer.connect();
  stack.defer(() => consumer.disconnect());
  await consumer.subscribe({ topics: ['growth-alerts', 'bulletin-updated'], fromBeginning: false });
  const joined = new Promise<void>((resolve) => {
    consumer.on(consumer.events.GROUP_JOIN, () => {
      resolve();
    });
  });
  await consumer.run({
    eachMessage: ({ topic, message: { value } }) => {
      const { knownAt } = JSON.parse(String(value)) as { readonly knownAt: string };
      const arrival = { at: Date.now(), knownAt: Date.parse(knownAt) };
      arrivals[topic === 'growth-alerts' ? 'alerts' : 'bulletins'].push(arrival);
      return Promise.resolve();
    },
  });
  await joined;
  return arrivals;
}

/** Commits changes at the fixed rates; how late their versions came. */
async function pacedChanges(
  watched: StateLog,
  others: StateLog,
  arrivals: Arrivals,
  seconds: number,
): Promise<Pick<DeskResult, 'alerts' | 'bulletins'>> {
  const count = PACE.watchedRate * seconds;
  const [began, start] = [Date.now(), performance.now()];
  for (let tick = 0; tick < count; tick += 1) {
    await pause(Math.max(0, start + (tick * 1_000) / PACE.watchedRate - performance.now()));
    await others.append(PACE.rate / PACE.watchedRate);
    await watched.append(1);
  }
  // Those of an earlier backlog may still come.
  const delays = (found: readonly Arrival[]): number[] =>
    found.filter(({ knownAt }) => knownAt >= began).map(({ at, knownAt }) => at - knownAt);
  const isWhole = () => Object.values(arrivals).every((found: Arrival[]) => delays(found).length >= count);
  for (let left = 500; left > 0 && !isWhole(); left -= 1) await pause(20);
  const late = (found: readonly Arrival[]): Percentiles => {
    const came = delays(found);
    return percentiles(Array.from({ length: count }, (_, at) => came[at] ?? null));
  };
  return { alerts: late(arrivals.alerts), bulletins: late(arrivals.bulletins) };
}
