import { domainOf, embargoTopicIn, ORDER_PREFIX, parseInstant } from '@silkgauge/contract';
import { appendTime, type ClassifiedRecord, type FactsBatch, type OrderDocument } from '@silkgauge/decisions';
import type { Seals } from '@silkgauge/embargo';
import type { HeldEvent } from '@silkgauge/read-model';
import { isLifted } from '@silkgauge/releases';
import type { Unit } from '../store/store.ts';
import { MOST_OF_AN_INSTANT, openHeld } from './open-held.ts';

/** Events that are decided together. */
const AT_ONCE = 1_000;

/** Lifts what a tick of the clock finds due, in the transaction of the tick. */
export class Lifting {
  readonly #seals: Seals | null;

  constructor(seals: Seals | null) {
    this.#seals = seals;
  }

  /**
   * What is due at the tick of a batch, in order of topics and offsets: records with the append time of the tick, which is
   * when they become known. They are held no more once they are given. Empty for other batches.
   *
   * @throws Error without the key of an event
   */
  async *due(unit: Unit, { batch, records }: FactsBatch): AsyncGenerator<FactsBatch> {
    const [tick] = records;
    if (tick?.kind !== 'accepted' || tick.event.type !== 'silkgauge.clock.ticked.v1') return;
    const at = appendTime(tick.record);
    const releases = await dueReleases(unit, at);
    const { source, id } = tick.event;
    const { topic, partition } = batch;
    const liftedBy = { source, id, topic, partition, offset: String(tick.record.offset) };
    const lifted = new Map<number, number>();
    for (;;) {
      const held = await unit.dueHeld({ until: at, releases: [...releases.keys()] }, AT_ONCE);
      const [first] = held;
      if (!first) return;
      // One batch has records of one partition.
      const together = held.filter((one) => one.topic === first.topic && one.partition === first.partition);
      const opened: ClassifiedRecord[] = [];
      for (const one of together) {
        const instant = one.until?.getTime() ?? releases.get(one.release ?? '')?.instant ?? Number.NaN;
        const count = (lifted.get(instant) ?? 0) + 1;
        lifted.set(instant, count);
        const isFull = count > MOST_OF_AN_INSTANT;
        const due = { timestamp: tick.record.timestamp, isFull, lifting: liftingOf(one, releases) };
        opened.push(await openHeld(this.#seals, one, due));
      }
      await unit.dropHeld(together);
      const input = embargoTopicIn(first.topic);
      if (!input) throw new Error(`${first.topic} holds no events under embargo`);
      yield {
        batch: { ...batch, ...placeOf(first), records: opened.map(({ record }) => record) },
        ...{ records: opened, domain: domainOf(input), liftedBy },
      };
    }
  }
}

interface DueRelease {
  readonly at: string;
  /** Milliseconds since 1970. */
  readonly instant: number;
}

/** Standing releases that events wait for and whose instant has come. */
async function dueReleases(unit: Unit, now: Date): Promise<ReadonlyMap<string, DueRelease>> {
  const { releases } = await unit.heldFor();
  const due = new Map<string, DueRelease>();
  const orders = await unit.load(
    'orders',
    releases.map((release) => ORDER_PREFIX.release + release),
  );
  for (const { key, document } of orders) {
    if (document === null) continue;
    const { dropped, data } = JSON.parse(document) as OrderDocument & { data: { at?: string } };
    const instant = data.at === undefined ? undefined : parseInstant(data.at);
    if (data.at === undefined || instant === undefined) continue;
    if (!isLifted({ dropped, at: data.at }, now.getTime())) continue;
    due.set(key.slice(ORDER_PREFIX.release.length), { at: data.at, instant });
  }
  return due;
}

const liftingOf = ({ release }: HeldEvent, releases: ReadonlyMap<string, DueRelease>): string | null =>
  release === null ? null : (releases.get(release)?.at ?? null);

const placeOf = ({ topic, partition }: HeldEvent) => ({ topic, partition });
