import fc from 'fast-check';
import {
  DeliveryQueue,
  MOST_LANES,
  RESYNC,
  type QueueSettings,
  type Settled,
  type StoredQueue,
} from './delivery-queue.ts';
import type { Lane } from './lane.ts';

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
  expect(queue.take(999)).toEqual({ waitUntil: 1_000 });
  expect(taken(queue, 1_000).head).toBe(2);
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

/** One key's versions in the log, and the deliveries of a queue that is stopped and restored at any time. */
describe('whatever the sink answers and whenever the notifier ends', () => {
  const answers = fc.constantFrom<'yes' | 'busy' | 'crash' | 'checkpoint'>(
    'yes',
    'yes',
    'yes',
    'busy',
    'crash',
    'checkpoint',
  );
  const log = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 60 });

  it.each([1, 3])(
    'with %d in flight, every change is delivered, in order per key, and again only after a crash',
    (inFlight) => {
      fc.assert(
        fc.property(log, fc.array(answers, { maxLength: 200 }), (keys, script) => {
          const world = new World(keys, settings({ inFlight, retry: Array<number>(20).fill(86_400) }));
          for (const answer of script) world.step(answer);
          for (let left = 10_000; !world.isDone && left > 0; left -= 1) world.step('yes');
          expect(world.isDone).toBe(true);
          for (const key of new Set(keys)) {
            const wanted = keys.flatMap((one, at) => (one === key ? [at + 1] : []));
            expect(new Set(world.delivered.get(key))).toEqual(new Set(wanted));
            expect(world.firstOf(key)).toEqual(wanted);
          }
          expect(world.repeated).toBe(0);
        }),
        { numRuns: 300 },
      );
    },
  );
});

/** A log, a queue whose reader admits from it, and a sink. */
class World {
  readonly delivered = new Map<string, number[]>();
  /** Deliveries after their 2xx that no crash explains. */
  repeated = 0;
  readonly #keys: readonly string[];
  readonly #settings: QueueSettings;
  #queue: DeliveryQueue;
  #position = 0;
  #now = 1;
  #stored: { queue: ReturnType<DeliveryQueue['stored']>; position: number };
  #sinceCrash = new Set<number>();

  constructor(keys: readonly string[], given: QueueSettings) {
    this.#keys = keys;
    this.#settings = given;
    this.#queue = new DeliveryQueue(given);
    this.#stored = { queue: this.#queue.stored(), position: 0 };
  }

  get isDone(): boolean {
    return this.#position === this.#keys.length && this.#queue.waiting === 0;
  }

  step(answer: 'yes' | 'busy' | 'crash' | 'checkpoint'): void {
    for (let admitted = 0; admitted < 2 && this.#position < this.#keys.length; admitted += 1) {
      this.#queue.admit(this.#keys[this.#position]!, this.#position + 1);
      this.#position += 1;
    }
    for (const lane of this.#queue.toRead()) {
      const found = this.#keys.flatMap((key, at) =>
        key === lane.key && at + 1 > lane.head && at + 1 <= lane.until ? [at + 1] : [],
      );
      this.#queue.refill(lane, found.slice(0, 2), found.length > 2 ? found[1]! : lane.until);
    }
    if (answer === 'checkpoint') this.#stored = { queue: this.#queue.stored(), position: this.#position };
    else if (answer === 'crash') {
      this.#queue = new DeliveryQueue(
        this.#settings,
        JSON.parse(JSON.stringify(this.#stored.queue)) as StoredQueue,
      );
      this.#position = this.#stored.position;
      this.#sinceCrash.clear();
    } else this.#attempt(answer);
  }

  /** Sequences of a key in the order of their first delivery. */
  firstOf = (key: string): number[] => [...new Set(this.delivered.get(key))];

  #attempt(answer: 'yes' | 'busy'): void {
    let next = this.#queue.take(this.#now);
    if (!('lane' in next) && next.waitUntil !== null) {
      this.#now = next.waitUntil;
      next = this.#queue.take(this.#now);
    }
    if (!('lane' in next)) return;
    const { lane } = next;
    if (answer === 'busy') {
      this.#queue.failed(lane, failure({ status: 503 }), this.#now, 0);
      return;
    }
    if (this.#sinceCrash.has(lane.head)) this.repeated += 1;
    this.#sinceCrash.add(lane.head);
    this.delivered.set(lane.key, [...(this.delivered.get(lane.key) ?? []), lane.head]);
    this.#queue.succeeded(lane, this.#now);
  }
}
