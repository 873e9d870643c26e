import {
  domainOf,
  embargoTopicIn,
  ORDER_PREFIX,
  type Cause,
  type EmbargoTopic,
  type ReleaseSchedule,
} from '@silkgauge/contract';
import {
  appendTime,
  type AcceptedRecord,
  type ClassifiedRecord,
  type FactsBatch,
  type OrderDocument,
  type HeldRecord,
  type RejectedRecord,
} from '@silkgauge/decisions';
import type { Opener } from '@silkgauge/embargo';
import type { RecordBatch } from '@silkgauge/kafka';
import { Turns, type HeldEvent, type HeldFor, type HeldPlace, type HeldWait } from '@silkgauge/read-model';
import { isLifted } from '@silkgauge/releases';
import type { Store, Unit } from '../store/store.ts';
import { openHeld } from './open-held.ts';
import { OpenedAhead } from './opened-ahead.ts';
import { unopened, waitsOf } from './read-held.ts';

type Waits = HeldRecord['waits'];

/** Events that are decided together. */
const AT_ONCE = 1_000;

/** Finds what is due at a tick of the clock. */
export class Lifting {
  readonly #seals: OpenedAhead | null;

  constructor(seals: Opener | null) {
    this.#seals = seals && new OpenedAhead(seals);
  }

  /**
   * Runs `work`, in which ticks until `at` are applied, with what is due by then opened before: other facts wait for the
   * transaction of a tick, and not for the opening. What has become due since is opened in the transaction.
   */
  async ahead<T>(store: Pick<Store, 'transaction'>, at: Date, work: () => Promise<T>): Promise<T> {
    const seals = this.#seals;
    if (!seals) return work();
    try {
      // Reads alone: nothing waits for it.
      await store.transaction(async (unit) => {
        const due = this.#readyFor(at, await dueReleases(unit, at));
        for (let held = await unit.dueHeld(due, AT_ONCE); held.length > 0 && !seals.isFull;) {
          await seals.add(held);
          held = await unit.dueHeld(due, AT_ONCE, held.at(-1));
        }
      });
      return await work();
    } finally {
      seals.forget();
    }
  }

  /** What is due at the tick of a batch; null for other batches. */
  async due(unit: Unit, { batch, records }: FactsBatch): Promise<DueEvents | null> {
    const [tick] = records;
    if (tick?.kind !== 'accepted' || tick.event.type !== 'silkgauge.clock.ticked.v1') return null;
    const at = appendTime(tick.record);
    const releases = await dueReleases(unit, at);
    const { source, id } = tick.event;
    const { topic, partition } = batch;
    const liftedBy = { source, id, topic, partition, offset: String(tick.record.offset) };
    const now = { at, timestamp: tick.record.timestamp, releases };
    const tickOf = { batch, liftedBy, now, ready: this.#readyFor(at, releases) };
    return new DueEvents(unit, this.#seals, tickOf);
  }

  #readyFor(until: Date, releases: ReadonlyMap<string, DueRelease>): HeldFor {
    return { until, releases: [...releases.keys()], generations: this.#seals?.generations ?? [] };
  }
}

/** What a tick finds. */
interface Now {
  readonly at: Date;
  readonly timestamp: string;
  readonly releases: ReadonlyMap<string, DueRelease>;
}

/** A tick that lifts. */
interface LiftingTick {
  readonly batch: RecordBatch;
  readonly liftedBy: Cause;
  readonly now: Now;
  readonly ready: HeldFor;
}

/** Due events of one partition. */
export interface DueGroup {
  readonly facts: FactsBatch;
  /** Held no more once their group is settled. */
  readonly lifted: readonly HeldPlace[];
  /** Stay held, for their key: the first tick behind its return opens them. */
  readonly waiting: readonly HeldWait[];
  readonly last: HeldPlace;
}

/** What a tick lifts, in order of topics and offsets: records with the append time of the tick, which is when they become known. */
export class DueEvents {
  readonly #unit: Unit;
  readonly #seals: Opener | null;
  readonly #tick: LiftingTick;

  constructor(unit: Unit, seals: Opener | null, tick: LiftingTick) {
    this.#unit = unit;
    this.#seals = seals;
    this.#tick = tick;
  }

  /** The group behind another, the first by default; null where none is left. Changes nothing. */
  async next(behind?: DueGroup): Promise<DueGroup | null> {
    const { batch, liftedBy, now, ready } = this.#tick;
    const held = await this.#unit.dueHeld(ready, AT_ONCE, behind?.last);
    const [first] = held;
    if (!first) return null;
    const input = embargoTopicIn(first.topic);
    if (!input) throw new Error(`${first.topic} holds no events under embargo`);
    // One batch has records of one partition.
    const together = held.filter((one) => one.topic === first.topic && one.partition === first.partition);
    const records: ClassifiedRecord[] = [];
    const lifted: HeldPlace[] = [];
    const waiting: HeldWait[] = [];
    const turns = new Turns();
    for (const { jwe, ...one } of together) {
      await turns.next();
      const what = await this.#open(input, { ...one, jwe }, now);
      if ('kind' in what) {
        records.push(what);
        lifted.push(one);
      } else waiting.push({ ...one, ...what });
    }
    const facts = {
      batch: { ...batch, ...placeOf(first), records: records.map(({ record }) => record) },
      ...{ records, domain: domainOf(input), liftedBy },
    };
    return { ...{ facts, lifted, waiting }, last: together.at(-1) ?? first };
  }

  /** Stores that the events of a group are held no more, or for what else. */
  async settle({ lifted, waiting }: DueGroup): Promise<void> {
    await this.#unit.waitOn(waiting);
    await this.#unit.dropHeld(lifted);
  }

  /** Opens an event that is due or whose key was given back; what else it waits for, where it is not lifted. */
  async #open(
    input: EmbargoTopic,
    held: HeldEvent,
    now: Now,
  ): Promise<AcceptedRecord | RejectedRecord | Waits> {
    const { timestamp, releases } = now;
    const waits = held.generation === null || !this.#seals ? held : await waitsOf(input, held, this.#seals);
    if (!waits) return unopened({ offset: held.offset, timestamp, key: null, value: null, headers: [] });
    const { until, release, generation, pushedBy, publishers } = waits;
    if (!isDue(waits, now)) return { until, release, generation, pushedBy, publishers };
    const due = releases.get(release ?? '') ?? null;
    const found = await openHeld(this.#seals, { ...held, publishers }, { timestamp, release: due });
    return 'kind' in found ? found : { ...waits, until: null, release: null, generation: found.generation };
  }
}

type DueRelease = Pick<ReleaseSchedule, 'at' | 'publisher'>;

function isDue({ until, release }: Waits, { at, releases }: Now): boolean {
  return until === null ? release !== null && releases.has(release) : until <= at;
}

/** Active releases that events wait for and whose instant has come. */
async function dueReleases(unit: Unit, now: Date): Promise<ReadonlyMap<string, DueRelease>> {
  const { releases } = await unit.heldFor();
  const due = new Map<string, DueRelease>();
  const orders = await unit.load(
    'orders',
    releases.map((release) => ORDER_PREFIX.release + release),
  );
  for (const { key, document } of orders) {
    if (document === null) continue;
    const { dropped, data } = JSON.parse(document) as OrderDocument & { data: Partial<DueRelease> };
    const { at, publisher } = data;
    if (at === undefined || publisher === undefined || !isLifted({ dropped, at }, now.getTime())) continue;
    due.set(key.slice(ORDER_PREFIX.release.length), { at, publisher });
  }
  return due;
}

const placeOf = ({ topic, partition }: HeldEvent) => ({ topic, partition });
