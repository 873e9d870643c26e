import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { newSecretKeys } from '@silkgauge/service';
import { figure } from '../../fixtures/events.ts';
import { startApp, type RunningApp } from '../../services/index.ts';
import { areaOf, keyOf, PERIOD } from '../workload/state-log.ts';
import { withServices, type BenchServices } from './services.ts';

/** From the instant of an embargo until figures are on their topic, in milliseconds. */
export interface LiftedFigures {
  readonly figures: number;
  readonly first: number;
  readonly last: number;
}

const SIZES = [1, 5_000];
/** Events of one push. */
const AT_ONCE = 500;
/** From the first push to the lifting, in milliseconds. */
const HELD_FOR = 30_000;
/** How long after its instant a lifting may last, in milliseconds. */
const PATIENCE = 60_000;

/** Figures under embargo, each of a series of its own, that one instant lifts. */
export function measureLiftings(say: (text: string) => void): Promise<readonly LiftedFigures[]> {
  return withServices(async (services) => {
    await using stack = new AsyncDisposableStack();
    const env = { KAFKA_BROKERS: services.brokers, DATABASE_URL: services.databaseUrl, LOG_LEVEL: 'warn' };
    const sealed = { ...env, EMBARGO_KEYS: newSecretKeys() };
    const door = await startApp('customs-feed', sealed);
    stack.defer(() => door.stop());
    const aggregation = await startApp('aggregation', sealed);
    stack.defer(() => aggregation.stop());
    const arrivals = await readStates(stack, services);
    const lifted: LiftedFigures[] = [];
    for (const size of SIZES) {
      say(`lifting: ${String(size)} figures`);
      arrivals.length = 0;
      const until = Date.now() + HELD_FOR;
      await pushHeld(door, size, new Date(until).toISOString());
      if (Date.now() > until) throw new Error('the figures were pushed after their instant');
      while (arrivals.length < size && Date.now() < until + PATIENCE) await pause(20);
      // One that comes twice comes soon.
      await pause(1_000);
      if (arrivals.length !== size)
        throw new Error(`${String(arrivals.length)} of ${String(size)} were lifted`);
      lifted.push({
        figures: size,
        first: Math.min(...arrivals) - until,
        last: Math.max(...arrivals) - until,
      });
    }
    return lifted;
  });
}

async function pushHeld({ url }: RunningApp, size: number, until: string): Promise<void> {
  const events = Array.from({ length: size }, (_, at) => {
    const series = keyOf(areaOf(at, `CN-${String(size)}`));
    const { type, data } = figure(series, PERIOD, { value: '100', publishedAt: '_U', embargo: { until } });
    return { specversion: '1.0', source: '/bench', id: randomUUID(), type, data };
  });
  for (let from = 0; from < size; from += AT_ONCE) {
    const answer = await fetch(`${url}/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents-batch+json' },
      body: JSON.stringify(events.slice(from, from + AT_ONCE)),
    });
    if (answer.status !== 202) throw new Error(`${String(answer.status)} ${await answer.text()}`);
  }
}

/** When each state was read from its topic, in milliseconds since 1970. */
async function readStates(stack: AsyncDisposableStack, { kafka }: BenchServices): Promise<number[]> {
  const arrivals: number[] = [];
  const consumer = kafka.consumer({ groupId: `bench-${randomUUID()}`, maxWaitTimeInMs: 10 });
  await consumer.connect();
  stack.defer(() => consumer.disconnect());
  await consumer.subscribe({ topics: ['growth-updated.customs'], fromBeginning: true });
  await consumer.run({
    eachMessage: () => {
      arrivals.push(Date.now());
      return Promise.resolve();
    },
  });
  return arrivals;
}
