import { recordKeyOf } from '@silkgauge/access';
import { ACCESS_TOPIC } from '@silkgauge/contract';
import { SafeProducer } from '@silkgauge/kafka';
import { madeKey } from '../../fixtures/access.ts';
import { figure, sale, type SpecEvent } from '../../fixtures/events.ts';
import { startApp, type RunningApp } from '../../services/index.ts';
import { costBetween, costOf } from '../measure/process-cost.ts';
import { withServices, type BenchServices } from './services.ts';

/** Turns of pushes at one door. */
export interface PushedTurns {
  /** Events a second of each turn. */
  readonly perSecond: readonly number[];
  /** Processor time of the door in all turns, in microseconds an event. */
  readonly microseconds: number;
}

/** Pushes of one kind at an open door, and at one that lets in keys alone. */
export interface KeyedPushes {
  readonly what: string;
  readonly open: PushedTurns;
  readonly keyed: PushedTurns;
}

interface Kind {
  readonly what: string;
  readonly door: 'customs-feed' | 'platform-sales';
  readonly eventOf: (number: number) => SpecEvent;
  /** Events of one push, and pushes of one turn. */
  readonly size: number;
  readonly pushes: number;
}

const SERIES = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
const saleOf = (number: number): SpecEvent =>
  sale({ amount: `${String(number)}.50`, orderedAt: '2020-07-01T08:00:00Z' });
const figureOf = (number: number): SpecEvent => figure(SERIES, '2020-S1', { value: String(number) });

/** The events of a kind are of one series. */
const KINDS: readonly Kind[] = [
  { what: 'sales, one a push', door: 'platform-sales', eventOf: saleOf, size: 1, pushes: 8_000 },
  { what: 'sales, 500 a push', door: 'platform-sales', eventOf: saleOf, size: 500, pushes: 200 },
  { what: 'figures, one a push', door: 'customs-feed', eventOf: figureOf, size: 1, pushes: 8_000 },
  { what: 'figures, 500 a push', door: 'customs-feed', eventOf: figureOf, size: 500, pushes: 60 },
];

/** In each round both doors are started anew: of two processes of one program one is a little faster. */
const ROUNDS = 3;
const TURNS = ['open', 'keyed', 'keyed', 'open'] as const;
/** Pushes under way. */
const AT_ONCE = 16;

const SOURCE = '/bench/keyed/';
/** Limits that are counted and never reached. */
const AMPLE = { q: 1_000_000_000_000, w: 60 };

/** Pushes in turns at two doors on one broker, one of which asks for keys; nothing consumes the events. */
export function pushWithKeys(say: (text: string) => void): Promise<readonly KeyedPushes[]> {
  return withServices(async ({ brokers }) => {
    const token = await keyOn(brokers);
    const results: KeyedPushes[] = [];
    for (const kind of KINDS) {
      say(`keys: ${kind.what}`);
      results.push(await inRounds(kind, brokers, token));
    }
    return results;
  });
}

/** Puts a key that may push these events on its topic; returns what it is shown as. */
async function keyOn(brokers: BenchServices['brokers']): Promise<string> {
  await using stack = new AsyncDisposableStack();
  const { token, record } = madeKey({
    scopes: ['push'],
    write: {
      types: ['silkgauge.sale.*', 'silkgauge.figure.*'],
      sources: [SOURCE],
      series: [{ reporter: ['GACC', 'SHOP'] }],
      names: [],
    },
    limits: { push: AMPLE, 'push-bytes': AMPLE },
  });
  const producer = new SafeProducer({ brokers: [brokers], deadline: 60_000 });
  stack.defer(() => producer.close());
  await producer.send(ACCESS_TOPIC, [{ key: recordKeyOf(record), value: JSON.stringify(record) }]);
  return token;
}

async function inRounds(kind: Kind, brokers: string, token: string): Promise<KeyedPushes> {
  const told = { open: noTurns(), keyed: noTurns() };
  let pushed = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    await using stack = new AsyncDisposableStack();
    const start = async (access: string): Promise<RunningApp> => {
      const door = await startApp(kind.door, { KAFKA_BROKERS: brokers, ACCESS: access, LOG_LEVEL: 'warn' });
      stack.defer(() => door.stop());
      return door;
    };
    const sides = {
      open: { door: await start('open'), headers: {} },
      keyed: { door: await start('keys'), headers: { authorization: `Bearer ${token}` } },
    };
    const bodies = (): readonly string[] =>
      Array.from({ length: kind.pushes }, () => {
        pushed += 1;
        return batchOf(kind, pushed);
      });
    for (const { door, headers } of Object.values(sides)) await pushAll(door, headers, bodies());
    for (const side of TURNS) {
      const { door, headers } = sides[side];
      const some = bodies();
      const before = costOf(door.pid);
      const startedAt = performance.now();
      await pushAll(door, headers, some);
      const seconds = (performance.now() - startedAt) / 1_000;
      told[side].perSecond.push((kind.size * kind.pushes) / seconds);
      told[side].cpuSeconds += costBetween(before, costOf(door.pid)).cpuSeconds;
    }
  }
  const turnsOf = ({ perSecond, cpuSeconds }: ReturnType<typeof noTurns>): PushedTurns => ({
    perSecond,
    microseconds: (1e6 * cpuSeconds) / (kind.size * kind.pushes * perSecond.length),
  });
  return { what: kind.what, open: turnsOf(told.open), keyed: turnsOf(told.keyed) };
}

const noTurns = () => ({ perSecond: [] as number[], cpuSeconds: 0 });

/** Pushes bodies, several under way at a time. */
async function pushAll(
  { url }: RunningApp,
  headers: Readonly<Record<string, string>>,
  bodies: readonly string[],
): Promise<void> {
  const left = bodies.values();
  const pushOn = async (): Promise<void> => {
    for (const body of left) {
      const response = await fetch(`${url}/v1/events`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/cloudevents-batch+json' },
        body,
      });
      const text = await response.text();
      if (response.status !== 202) throw new Error(`a push was answered ${String(response.status)}: ${text}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, pushOn));
}

/** The body of a push; its number makes its events unlike those of others. */
const batchOf = ({ size, eventOf }: Kind, push: number): string =>
  JSON.stringify(
    Array.from({ length: size }, (_, at) => {
      const { type, data } = eventOf(at + 1);
      const id = `${String(push)}-${String(at)}`;
      return { ...{ specversion: '1.0', id, source: SOURCE, type }, data };
    }),
  );
