import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { topics } from '@silkgauge/contract';
import { partitionOf } from '@silkgauge/kafka';
import { newSecretKeys } from '@silkgauge/service';
import { figure, release, type SpecEvent } from '../../fixtures/events.ts';
import { startApp, type RunningApp } from '../../services/index.ts';
import { areaOf, keyOf, PERIOD } from '../workload/state-log.ts';
import { slowestHealth, withServices, type BenchServices } from './services.ts';

/** Prints of one figure in quick succession, and what went on beside them; milliseconds. */
export interface HotFigure {
  readonly what: string;
  readonly prints: number;
  /** From the first push, or from the instant of the lifting, until the last print was applied. */
  readonly took: number;
  /** The longest wait of another publisher's figure, from its push to its topic. */
  readonly wait: number;
  /** The same while nothing else was pushed. */
  readonly waitAlone: number;
  /** The longest time that `/healthz` of the aggregation or of the door took. */
  readonly silence: number;
}

interface Case {
  readonly what: string;
  readonly prints: number;
  readonly of: (at: number) => object;
  /** The series of each; by default all of them are of one figure. */
  readonly series?: (at: number) => string;
  /** Whether an embargo holds all of them until one instant, or the release until whose instant it does. */
  readonly held?: 'instant' | { readonly release: string };
}

const CASES: readonly Case[] = [
  { what: 'alike prints', prints: 10_000, of: () => ({}) },
  {
    what: 'prints of two kinds',
    prints: 10_000,
    of: (at) => ({ kind: at % 2 ? 'repost' : 'official', value: String(1_000 + ((7 * at) % 10_007)) }),
  },
  { what: 'of one figure in a lifting', prints: 6_000, of: (at) => ({ value: String(at) }), held: 'instant' },
  {
    ...{ what: 'promised states of a release', prints: 5_000, of: () => ({}) },
    ...{ series: (at) => keyOf(areaOf(at, 'CN-PROMISED')), held: { release: 'LARGE' } },
  },
];
/** Events of one push. */
const AT_ONCE = 500;
/** Between figures of the other publisher, and between looks at `/healthz`, in milliseconds. */
const REST = 100;
const ALONE = 5_000;
/** From the first push to a lifting. */
const HELD_FOR = 45_000;
const PATIENCE = 600_000;
const PARTITIONS = topics().find(({ name }) => name === 'customs.figures')?.partitions ?? 1;

/** Prints of one figure by one publisher, beside figures of another one whose records have another partition. */
export function pushHotFigures(say: (text: string) => void): Promise<readonly HotFigure[]> {
  return withServices(async (services) => {
    await using stack = new AsyncDisposableStack();
    const env = {
      ...{ KAFKA_BROKERS: services.brokers, DATABASE_URL: services.databaseUrl, LOG_LEVEL: 'warn' },
      EMBARGO_KEYS: newSecretKeys(),
    };
    const door = await startApp('customs-feed', env);
    stack.defer(() => door.stop());
    const orders = await startApp('policy-notice', env);
    stack.defer(() => orders.stop());
    const aggregation = await startApp('aggregation', env);
    stack.defer(() => aggregation.stop());
    const arrived = await readStates(stack, services);
    const results: HotFigure[] = [];
    for (const [at, one] of CASES.entries()) {
      say(`hot: ${String(one.prints)} ${one.what}`);
      results.push(await measureCase(one, at, { services, door, orders, aggregation, arrived }));
    }
    return results;
  });
}

interface Running {
  readonly services: BenchServices;
  readonly door: RunningApp;
  readonly orders: RunningApp;
  readonly aggregation: RunningApp;
  /** When each state came to its topic, by its key. */
  readonly arrived: ReadonlyMap<string, number>;
}

async function measureCase(one: Case, at: number, running: Running): Promise<HotFigure> {
  const { services, door, orders, aggregation } = running;
  const hot = keyOf(areaOf(at, 'CN-HOT'));
  const beside = new Beside(running, `/bench/beside/${String(at)}`, otherThan(hot, at));
  const alone = beside.start();
  await pause(ALONE);
  const waitAlone = await alone.stop();
  const looks = longestAnswer([aggregation, door]);
  const others = beside.start();
  const until = Date.now() + HELD_FOR;
  const { held } = one;
  if (held && held !== 'instant') await push(orders, '/bench/orders', [releaseOf(held.release, until)]);
  // A key has 5,000 events of one instant under embargo at most.
  const embargoOf = (print: number) => ({
    embargo: held === 'instant' ? { until: new Date(until + (print % 2)).toISOString() } : held,
    publishedAt: '_U',
  });
  const source = `/bench/hot/${String(at)}`;
  const events = Array.from({ length: one.prints }, (_, print) =>
    figure(one.series?.(print) ?? hot, PERIOD, {
      ...{ value: '100', ...one.of(print) },
      ...(held && embargoOf(print)),
    }),
  );
  const begun = Date.now();
  for (let from = 0; from < events.length; from += AT_ONCE)
    await push(door, source, events.slice(from, from + AT_ONCE));
  if (held && Date.now() > until) throw new Error('the prints were pushed after their instant');
  await dealtWith(services, source, one.prints);
  const took = Date.now() - (held ? until : begun);
  return {
    ...{ what: one.what, prints: one.prints, took, waitAlone },
    ...{ wait: await others.stop(), silence: await looks.stop() },
  };
}

/** A release that promises a state of each series. */
const releaseOf = (name: string, at: number): SpecEvent =>
  release(name, {
    at: new Date(at).toISOString(),
    zone: 'Etc/UTC',
    expects: [{ series: { coverage: ['FULL'] }, period: PERIOD }],
  });

/** A series of a case of its own, whose records have another partition than those of the hot one. */
function otherThan(hot: string, ofCase: number): string {
  const placeOf = (key: string) => partitionOf(Buffer.from(key), PARTITIONS);
  for (let at = 0; ; at += 1) {
    const key = keyOf(areaOf(at, `CN-OTHER-${String(ofCase)}`));
    if (placeOf(key) !== placeOf(hot)) return key;
  }
}

interface Going {
  /** Ends the work; returns the longest time in milliseconds. */
  stop(): Promise<number>;
}

/** Figures of another publisher, one after another, each of a period of its own. */
class Beside {
  readonly #running: Running;
  readonly #source: string;
  readonly #series: string;
  #year = 1_900;

  constructor(running: Running, source: string, series: string) {
    [this.#running, this.#source, this.#series] = [running, source, series];
  }

  start(): Going {
    return goingOn(async () => {
      const period = String((this.#year += 1));
      const since = Date.now();
      await push(this.#running.door, this.#source, [figure(this.#series, period, { value: '5' })]);
      const key = `${this.#series}/${period}`;
      while (!this.#running.arrived.has(key)) {
        if (Date.now() - since > PATIENCE) throw new Error(`${key} has not come`);
        await pause(5);
      }
      return (this.#running.arrived.get(key) ?? 0) - since;
    });
  }
}

const longestAnswer = (apps: readonly RunningApp[]): Going => goingOn(() => slowestHealth(apps));

function goingOn(step: () => Promise<number>): Going {
  let isOver = false;
  let longest = 0;
  const going = (async () => {
    while (!isOver) {
      longest = Math.max(longest, await step());
      await pause(REST);
    }
  })();
  // Where the run fails elsewhere, nobody asks for the longest time.
  going.catch(() => undefined);
  return {
    stop: async () => {
      isOver = true;
      await going;
      return longest;
    },
  };
}

async function push({ url }: RunningApp, source: string, events: readonly SpecEvent[]): Promise<void> {
  const body = events.map(({ type, data }) => ({ specversion: '1.0', source, id: randomUUID(), type, data }));
  const answer = await fetch(`${url}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify(body),
  });
  if (answer.status !== 202) throw new Error(`${String(answer.status)} ${await answer.text()}`);
}

/** Waits until so many events of a source have an outcome. */
async function dealtWith({ pool }: BenchServices, source: string, count: number): Promise<void> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const { rows } = await pool.query<{ count: number }>(
      'select count(*)::int as count from event where source = $1',
      [source],
    );
    if ((rows[0]?.count ?? 0) >= count) return;
    if (Date.now() > end)
      throw new Error(`${String(rows[0]?.count)} of ${String(count)} prints were applied`);
    await pause(REST);
  }
}

async function readStates(
  stack: AsyncDisposableStack,
  { kafka }: BenchServices,
): Promise<ReadonlyMap<string, number>> {
  const arrived = new Map<string, number>();
  const consumer = kafka.consumer({ groupId: `bench-${randomUUID()}`, maxWaitTimeInMs: 10 });
  await consumer.connect();
  stack.defer(() => consumer.disconnect());
  await consumer.subscribe({ topics: ['growth-updated.customs'], fromBeginning: true });
  await consumer.run({
    eachMessage: ({ message }) => {
      const key = message.key?.toString() ?? '';
      if (!arrived.has(key)) arrived.set(key, Date.now());
      return Promise.resolve();
    },
  });
  return arrived;
}
