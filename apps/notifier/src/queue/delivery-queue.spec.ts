import fc from 'fast-check';
import {
  DeliveryQueue,
  MOST_LANES,
  MOST_PENDING,
  RESYNC,
  type QueueSettings,
  type Settled,
  type StoredQueue,
} from './delivery-queue.ts';
import type { Lane, Pass } from './lane.ts';

const settings = (members: Partial<QueueSettings> = {}): QueueSettings => ({
  ...{ retry: [5, 300], inFlight: 8, coalesce: false, allowedRate: null },
  ...members,
});
const failure = (members = {}) => ({ status: 500, nobody: false, retryAfter: null, ...members });
const heads = (queue: DeliveryQueue, now = 0): number[] => {
  const found: number[] = [];
  for (let next = queue.take(now); 'lane' in next; next = queue.take(now)) found.push(next.lane.head);
  return found;
};
const taken = (queue: DeliveryQueue, now = 0): Lane => {
  const next = queue.take(now);
  if (!('lane' in next)) throw new Error(`nothing is due before ${String(next.waitUntil)}`);
  return next.lane;
};

it('keys do not wait for each other, up to inFlight, and versions of a key go one after another', () => {
  const queue = new DeliveryQueue(settings({ inFlight: 2 }));
  for (const [key, sequence] of [
    ['a', 1],
    ['a', 2],
    ['b', 3],
    ['c', 4],
  ] as const)
    queue.admit(key, sequence);
  const first = taken(queue);
  expect([first.head, ...heads(queue)]).toEqual([1, 3]);
  queue.succeeded(first, 1);
  expect(heads(queue)).toEqual([2]);
});

it('inFlight 1 is the order of the whole log: what follows waits for a retry', () => {
  const queue = new DeliveryQueue(settings({ inFlight: 1 }));
  for (const [key, sequence] of [
    ['a', 1],
    ['b', 2],
    ['a', 3],
  ] as const)
    queue.admit(key, sequence);
  queue.failed(taken(queue), failure(), 0, 0);
  expect(queue.take(4_999)).toEqual({ waitUntil: 5_000 });
  const order = [];
  for (let at = 0; at < 3; at += 1) {
    const lane = taken(queue, 5_000);
    order.push(lane.head);
    queue.succeeded(lane, 5_000);
  }
  expect(order).toEqual([1, 2, 3]);
});

it('a key that fails waits by the schedule, and others go on', () => {
  const queue = new DeliveryQueue(settings());
  queue.admit('a', 1);
  queue.admit('b', 2);
  expect(queue.failed(taken(queue), failure(), 1_000, 0.5)).toEqual({ outcome: 'failed', nextAt: 6_500 });
  expect(heads(queue, 1_000)).toEqual([2]);
  expect(heads(queue, 6_500)).toEqual([1]);
});

it.each<[string, number, object]>([
  ['five failures in a row', 5, {}],
  ['one that found nobody listening', 1, { status: null, nobody: true }],
])('after %s the oldest delivery alone is tried, and its success lets all go', (_name, failures, members) => {
  const queue = new DeliveryQueue(settings({ inFlight: 20 }));
  for (let at = 1; at <= 9; at += 1) queue.admit(`k${String(at)}`, at);
  const lanes = Array.from({ length: failures }, () => taken(queue));
  for (const lane of lanes) queue.failed(lane, failure(members), 0, 0);
  expect(queue.backingOff).toBe(true);
  expect(queue.take(4_999)).toEqual({ waitUntil: 5_000 });
  const oldest = taken(queue, 5_000);
  expect(oldest.head).toBe(1);
  expect(queue.take(5_000)).toEqual({ waitUntil: null });
  queue.succeeded(oldest, 5_001);
  expect(queue.backingOff).toBe(false);
  expect(heads(queue, 5_001)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
});

describe('at the end of the schedule', () => {
  /** Outcomes of a delivery that fails by every answer, while another one succeeds or not. */
  function end(status: number, othersSucceed: boolean): Settled {
    const queue = new DeliveryQueue(settings());
    queue.admit('a', 1);
    let settled: Settled = { outcome: 'failed', nextAt: 0 };
    for (let now = 0; settled.outcome === 'failed' && now < 1e6;) {
      const lane = taken(queue, now);
      if (othersSucceed) {
        queue.admit('b', now + 2);
        queue.succeeded(taken(queue, now), now + 1);
      }
      settled = queue.failed(lane, failure({ status }), now + 1, 0);
      if (settled.outcome === 'failed') now = settled.nextAt ?? now + 1;
    }
    expect(queue.waiting).toBe(settled.outcome === 'parked' ? 0 : 1);
    return settled;
  }

  it('a delivery that was refused is parked while others succeeded', () => {
    expect(end(422, true)).toEqual({ outcome: 'parked' });
  });

  it.each([500, 408, 425, 429])(
    'a delivery that was answered with %d is tried on while others succeeded',
    (status) => {
      expect(end(status, true)).toMatchObject({ outcome: 'failed' });
    },
  );

  it('the subscription is disabled where nothing succeeded', () => {
    expect(end(422, false)).toEqual({ outcome: 'disabled', because: 'exhausted' });
    expect(end(500, false)).toEqual({ outcome: 'disabled', because: 'exhausted' });
  });
});

it('410 disables at once, and enabling goes on with the same delivery', () => {
  const queue = new DeliveryQueue(settings());
  queue.admit('a', 1);
  expect(queue.failed(taken(queue), failure({ status: 410 }), 0, 0)).toEqual({
    outcome: 'disabled',
    because: 'gone',
  });
  queue.release();
  expect(heads(queue)).toEqual([1]);
});

it('Retry-After puts off the whole subscription', () => {
  const queue = new DeliveryQueue(settings());
  queue.admit('a', 1);
  queue.admit('b', 2);
  expect(queue.failed(taken(queue), failure({ retryAfter: 60_000 }), 0, 0)).toEqual({
    outcome: 'failed',
    nextAt: 60_000,
  });
  expect(queue.take(59_999)).toEqual({ waitUntil: 60_000 });
  expect(heads(queue, 60_000)).toEqual([1, 2]);
});

it('keeps to the rate that the sink allows', () => {
  const queue = new DeliveryQueue(settings({ allowedRate: 60 }));
  queue.admit('a', 1);
  queue.admit('b', 2);
  expect(taken(queue, 0).head).toBe(1);
  const restored = new DeliveryQueue(queue.settings, queue.stored());
  expect(queue.take(999)).toEqual({ waitUntil: 1_000 });
  expect(taken(queue, 1_000).head).toBe(2);
  // A notifier that takes over keeps to it, too.
  expect(restored.take(999)).toEqual({ waitUntil: 1_000 });
});

it('a resync goes before all that waits, alone, and one that comes meanwhile goes behind it', () => {
  const queue = new DeliveryQueue(settings());
  queue.admit('a', 1);
  queue.admitResync(5);
  const resync = taken(queue);
  expect([resync.key, resync.head, ...heads(queue)]).toEqual([RESYNC, 5]);
  queue.admitResync(9);
  const restored = new DeliveryQueue(settings(), queue.stored());
  for (const one of [queue, restored]) {
    const first = one === queue ? resync : taken(one);
    one.succeeded(first, 1);
    const second = taken(one, 1);
    expect([first.key, second.key, second.head]).toEqual([RESYNC, RESYNC, 9]);
    one.succeeded(second, 2);
    expect(heads(one, 2)).toEqual([1]);
  }
});

it('while its sink fails, a queue that holds something has room for nothing more of the log', () => {
  const queue = new DeliveryQueue(settings());
  expect(queue.hasRoom).toBe(true);
  queue.admit('a', 1);
  const lane = taken(queue);
  queue.failed(lane, failure({ nobody: true, status: null }), 0, 0);
  expect(queue.hasRoom).toBe(false);
  queue.succeeded(taken(queue, 10_000), 10_000);
  expect(queue.hasRoom).toBe(true);
});

describe('with coalesce', () => {
  it('a newer version takes the place of what waits, never of what is under way', () => {
    const queue = new DeliveryQueue(settings({ coalesce: true }));
    for (const sequence of [1, 2, 3]) queue.admit('a', sequence);
    const lane = taken(queue);
    expect(lane.head).toBe(3);
    queue.admit('a', 4);
    queue.admit('a', 5);
    expect(lane.head).toBe(3);
    queue.succeeded(lane, 1);
    expect(heads(queue, 1)).toEqual([5]);
  });

  it('a version that is asked for by itself is sent, whatever newer one waits, comes or is stored with it', () => {
    const queue = new DeliveryQueue(settings({ coalesce: true }));
    queue.admit('a', 1_000);
    queue.admit('a', 10, { asked: true });
    queue.admit('a', 1_100);
    queue.admit('a', 20, { asked: true });
    queue.admit('a', 1_200);
    const order = [];
    for (let next = queue; next.waiting > 0; next = new DeliveryQueue(next.settings, next.stored())) {
      const lane = taken(next, 1e6);
      order.push(lane.head);
      next.failed(lane, failure(), 1, 0);
      next.succeeded(taken(next, 1e6), 1e6);
    }
    expect(order).toEqual([10, 20, 1_200]);
  });

  it('of versions that a replay has again, none older than what waits is sent', () => {
    const queue = new DeliveryQueue(settings({ coalesce: true }));
    queue.admit('a', 1_000);
    queue.admit('a', 10, {});
    expect(heads(queue)).toEqual([1_000]);
    queue.admit('a', 20, {});
    expect(queue.waiting).toBe(1);
  });

  it('a failed version gives its place to a newer one, which waits as long', () => {
    const queue = new DeliveryQueue(settings({ coalesce: true }));
    queue.admit('a', 1);
    const lane = taken(queue);
    queue.admit('a', 2);
    queue.failed(lane, failure(), 0, 0);
    expect(queue.take(4_999)).toEqual({ waitUntil: 5_000 });
    expect(heads(queue, 5_000)).toEqual([2]);
    expect(queue.waiting).toBe(1);
  });
});

it('is bounded: beyond its lanes nothing of other keys is admitted, and a key of many versions is read again', () => {
  const queue = new DeliveryQueue(settings());
  for (let at = 0; at < MOST_LANES; at += 1) expect(queue.admit(`k${String(at)}`, at)).toBe(true);
  expect(queue.admit('other', 1_000)).toBe(false);
  for (let at = 0; at < 100_000; at += 1) queue.admit('k0', 2_000 + at);
  expect(JSON.stringify(queue.stored()).length).toBeLessThan(16_000);
  expect(queue.waiting).toBeLessThan(1_000);
});

describe('older versions of a key that are asked for again', () => {
  const later = (queue: DeliveryQueue): DeliveryQueue =>
    new DeliveryQueue(queue.settings, JSON.parse(JSON.stringify(queue.stored())) as StoredQueue);
  const drained = (queue: DeliveryQueue): number[] => {
    const found: number[] = [];
    while (queue.waiting > 0) {
      for (const lane of queue.toRead()) queue.refill(lane, versionsOf(lane), 20_000);
      const lane = taken(queue, 1e9);
      found.push(lane.head);
      queue.succeeded(lane, 1e9);
    }
    return found;
  };
  /** All versions of a reading lane's first stretch. */
  const versionsOf = ({ pending: [stretch] }: Lane): number[] => {
    const { after, until } = stretch!;
    return Array.from({ length: until - after }, (_, at) => after + 1 + at);
  };

  it('are sent behind a newer one that is under way, and nothing between them', () => {
    const queue = new DeliveryQueue(settings());
    queue.admit('a', 1_000);
    const newer = taken(queue);
    queue.admit('a', 10, {});
    queue.admit('a', 500, {});
    queue.succeeded(newer, 1);
    expect(drained(queue)).toEqual([10, 500]);
  });

  it('outlast a crash while a newer one is under way', () => {
    const queue = new DeliveryQueue(settings());
    queue.admit('a', 1_000);
    taken(queue);
    queue.admit('a', 10, {});
    queue.admit('a', 500, {});
    expect(drained(later(queue))).toEqual([1_000, 10, 500]);
  });

  it('are sent before a newer one that waits, and a restart in between sends nothing else', () => {
    const queue = new DeliveryQueue(settings());
    queue.admit('a', 1_000);
    queue.admit('a', 10, {});
    expect(drained(later(queue))).toEqual([10, 1_000]);
  });

  it('are sent once, before what is read of the key from the log', () => {
    const queue = new DeliveryQueue(settings());
    for (let at = 1_000; at < 2_000; at += 1) queue.admit('a', at);
    const restored = later(queue);
    restored.succeeded(taken(restored), 1);
    expect([...restored.toRead()]).toHaveLength(1);
    restored.admit('a', 10, {});
    restored.admit('a', 1_500, {});
    expect(drained(restored)).toEqual([10, ...Array.from({ length: 999 }, (_, at) => 1_001 + at)]);
  });

  it('are sent with what is new behind them, and nothing between, however often the notifier ends', () => {
    const queue = new DeliveryQueue(settings());
    queue.admit('a', 10, {});
    const restored = later(queue);
    restored.admit('a', 1_000);
    expect(drained(later(restored))).toEqual([10, 1_000]);
  });

  it('are sent once where they matched nothing before', () => {
    const queue = new DeliveryQueue(settings());
    queue.admit('a', 10);
    queue.admit('a', 12);
    queue.admit('a', 11, {});
    expect(drained(later(queue))).toEqual([10, 11, 12]);
  });

  it('are held in bounded memory, also where a newer one waits', () => {
    const queue = new DeliveryQueue(settings());
    queue.admit('a', 15_000);
    const replay = {};
    for (let at = 1; at <= 10_000; at += 1) expect(queue.admit('a', at, replay)).toBe(true);
    expect(queue.waiting).toBeLessThan(1_000);
    expect(JSON.stringify(queue.stored()).length).toBeLessThan(16_000);
    expect(drained(queue)).toEqual([...Array.from({ length: 10_000 }, (_, at) => at + 1), 15_000]);
  });

  it('have no room where too many are asked for one by one, until some are sent', () => {
    const queue = new DeliveryQueue(settings());
    queue.admit('a', 15_000);
    const lane = taken(queue);
    const admitted = Array.from({ length: 1_000 }, (_, at) => 10 + 2 * at).filter((one) =>
      queue.admit('a', one, {}),
    );
    expect(admitted.length).toBeLessThan(1_000);
    expect(queue.hasRoom).toBe(false);
    expect(JSON.stringify(queue.stored()).length).toBeLessThan(16_000);
    queue.succeeded(lane, 1);
    expect(queue.hasRoom).toBe(true);
    expect(drained(queue)).toEqual(admitted);
  });
});

type Step = 'read' | 'yes' | 'busy' | 'begin' | 'end' | 'crash' | 'checkpoint' | Stretched;
/** A replay of a part of what was read so far. */
interface Stretched {
  readonly from: number;
  readonly length: number;
}

/** Versions in the log, and the deliveries of a queue that is stopped and restored at any time. */
describe('whatever the sink answers, is asked for again, and whenever the notifier ends', () => {
  const answers: fc.Arbitrary<Step> = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom<Step>('read', 'read', 'yes', 'yes', 'begin', 'end', 'busy') },
    { weight: 2, arbitrary: fc.constantFrom<Step>('crash', 'checkpoint') },
    { weight: 2, arbitrary: fc.record({ from: fc.nat(1_000), length: fc.constantFrom(1, 1, 5, 100) }) },
  );
  const log = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 60 });

  it.each([
    [1, 1, 300],
    [3, 1, 300],
    [3, 40, 60],
  ])(
    'with %d in flight, every change is delivered, in order per key, and again only after a crash or where that is asked for (%d times as many)',
    (inFlight, times, numRuns) => {
      fc.assert(
        fc.property(log, fc.array(answers, { maxLength: 200 }), (some, script) => {
          const keys = Array<string[]>(times).fill(some).flat();
          const world = new World(keys, settings({ inFlight, retry: Array<number>(20).fill(86_400) }), times);
          for (const answer of script) world.step(answer);
          for (let left = 20_000; !world.isDone && left > 0; left -= 1)
            world.step((['read', 'end', 'yes'] as const)[left % 3]!);
          expect(world.isDone).toBe(true);
          for (const key of new Set(keys)) {
            const wanted = keys.flatMap((one, at) => (one === key ? [at + 1] : []));
            expect(world.firstOf(key)).toEqual(wanted);
          }
          expect(world.faults).toEqual([]);
        }),
        { numRuns },
      );
    },
  );
});

interface Replay extends Pass {
  at: number;
  readonly until: number;
}

/** A log, a queue whose reader admits from it, and a sink. */
class World {
  readonly delivered = new Map<string, number[]>();
  /** Deliveries that nothing explains. */
  readonly faults: string[] = [];
  readonly #keys: readonly string[];
  readonly #settings: QueueSettings;
  readonly #pace: number;
  #queue: DeliveryQueue;
  #now = 1;
  #position = 0;
  #replays: Replay[] = [];
  /** What was admitted and not delivered since, by key. */
  #owed = new Map<string, Set<number>>();
  #underWay: Lane[] = [];
  #stored = '';

  constructor(keys: readonly string[], given: QueueSettings, pace: number) {
    this.#keys = keys;
    this.#settings = given;
    this.#pace = pace;
    this.#queue = new DeliveryQueue(given);
    this.#store();
  }

  get isDone(): boolean {
    const isRead = this.#position === this.#keys.length && this.#replays.length === 0;
    return isRead && this.#queue.waiting === 0 && [...this.#owed.values()].every(({ size }) => size === 0);
  }

  step(step: Step): void {
    if (typeof step === 'object') {
      const at = step.from % (this.#position + 1);
      this.#replays.push({ at, until: Math.min(at + step.length, this.#position) });
    }
    if (step === 'read' || typeof step === 'object')
      for (let left = 2 * this.#pace; left > 0 && this.#admit(); left -= 1);
    for (const lane of this.#queue.toRead()) this.#read(lane);
    if (step === 'checkpoint') this.#store();
    else if (step === 'crash') this.#restore();
    else if (step === 'end') {
      const lane = this.#underWay.shift();
      if (lane) this.#deliver(lane);
    } else if (step !== 'read' && typeof step === 'string') this.#attempt(step);
    if (this.#queue.waiting > MOST_LANES + MOST_PENDING + 1) this.faults.push('holds too much');
  }

  /** Sequences of a key in the order of their first delivery. */
  firstOf = (key: string): number[] => [...new Set(this.delivered.get(key))];

  /** Replays come before what is new. */
  #admit(): boolean {
    const [replay] = this.#replays;
    if (replay && replay.at >= replay.until) this.#replays.shift();
    else {
      const sequence = (replay ? replay.at : this.#position) + 1;
      const key = this.#keys[sequence - 1];
      if (key === undefined || !this.#queue.admit(key, sequence, replay)) return false;
      if (replay) replay.at = sequence;
      else this.#position = sequence;
      const owed = this.#owed.get(key) ?? new Set();
      this.#owed.set(key, owed.add(sequence));
    }
    return true;
  }

  #read(lane: Lane): void {
    const { after, until } = lane.pending[0]!;
    const found = this.#keys.flatMap((key, at) =>
      key === lane.key && at + 1 > after && at + 1 <= until ? [at + 1] : [],
    );
    this.#queue.refill(lane, found.slice(0, 2), found.length > 2 ? found[1]! : until);
  }

  #store(): void {
    const queue = this.#queue.stored();
    const owed = [...this.#owed].map(([key, sequences]) => [key, [...sequences]]);
    this.#stored = JSON.stringify({ queue, position: this.#position, replays: this.#replays, owed });
  }

  #restore(): void {
    const stored = JSON.parse(this.#stored) as {
      queue: StoredQueue;
      position: number;
      replays: Replay[];
      owed: [string, number[]][];
    };
    this.#queue = new DeliveryQueue(this.#settings, stored.queue);
    this.#position = stored.position;
    this.#replays = stored.replays;
    this.#owed = new Map(stored.owed.map(([key, sequences]) => [key, new Set(sequences)]));
    this.#underWay = [];
  }

  #attempt(step: 'yes' | 'busy' | 'begin'): void {
    this.#now += 1;
    let next = this.#queue.take(this.#now);
    if (!('lane' in next) && next.waitUntil !== null) {
      this.#now = next.waitUntil;
      next = this.#queue.take(this.#now);
    }
    if (!('lane' in next)) return;
    const { lane } = next;
    const isFirst = lane.firstAt === this.#now;
    if (isFirst && [...(this.#owed.get(lane.key) ?? [])].some((one) => one < lane.head))
      this.faults.push(`${String(lane.head)} is before an older one`);
    if (step === 'begin') this.#underWay.push(lane);
    else if (step === 'yes') this.#deliver(lane);
    else this.#queue.failed(lane, failure({ status: 503 }), this.#now, 0);
  }

  #deliver(lane: Lane): void {
    if (this.#owed.get(lane.key)?.delete(lane.head) !== true)
      this.faults.push(`${String(lane.head)} comes again`);
    this.delivered.set(lane.key, [...(this.delivered.get(lane.key) ?? []), lane.head]);
    this.#queue.succeeded(lane, this.#now);
  }
}
