import {
  checkEvent,
  endsBefore,
  domainOf,
  EMBARGO_TOPICS,
  ORDER_PREFIX,
  parseInstant,
  type CheckedEvent,
} from '@silkgauge/contract';
import {
  accept,
  appendTime,
  reject,
  type ClassifiedRecord,
  type FactsBatch,
  type OrderDocument,
  type RejectedRecord,
} from '@silkgauge/decisions';
import type { Seals } from '@silkgauge/embargo';
import { PUSHED_BY, type InRecord } from '@silkgauge/kafka';
import type { HeldEvent } from '@silkgauge/read-model';
import { isLifted } from '@silkgauge/releases';
import type { Unit } from '../store/store.ts';

/** Events under embargo that one instant lifts. */
export const MOST_OF_AN_INSTANT = 5_000;
/** Events that are decided together. */
const AT_ONCE = 1_000;

/** Lifts what a tick of the clock finds due, in the transaction of the tick. */
export class Lifting {
  readonly #seals: Seals | null;
  readonly #most: number;

  constructor(seals: Seals | null, most = MOST_OF_AN_INSTANT) {
    this.#seals = seals;
    this.#most = most;
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
        opened.push(await this.#open(one, { tick: tick.record, count, lifting: liftingOf(one, releases) }));
      }
      await unit.dropHeld(together);
      const input = EMBARGO_TOPICS.find((name) => first.topic.endsWith(name));
      if (!input) throw new Error(`${first.topic} holds no events under embargo`);
      yield {
        batch: { ...batch, ...placeOf(first), records: opened.map(({ record }) => record) },
        ...{ records: opened, domain: domainOf(input), liftedBy },
      };
    }
  }

  async #open(held: HeldEvent, { tick, count, lifting }: Due): Promise<ClassifiedRecord> {
    const opened = await this.#seals?.open(held.jwe);
    const record: InRecord = {
      ...{ offset: held.offset, timestamp: tick.timestamp, key: null, value: null },
      headers: opened ? [[PUSHED_BY, Buffer.from(opened.by)]] : [],
    };
    if (!opened) throw new Error(`EMBARGO_KEYS does not open offset ${String(held.offset)} of ${held.topic}`);
    const checked = checkEvent(opened.event);
    if (!checked.ok) {
      const reason = checked.faults.map((f) => `${f.pointer || '/'}: ${f.message}`).join(' ');
      return reject(record, checked.faults[0]?.rule ?? 'schema', reason, opened.event);
    }
    const { event } = checked;
    if (count > this.#most) {
      const reason = `More than ${String(this.#most)} events were under embargo until this instant. Send this one again.`;
      return refuse(record, event, 'embargo-full', reason);
    }
    if ('publishedAt' in event.data && lifting !== null && endsBefore(event.data.publishedAt, lifting)) {
      const reason = `${event.data.publishedAt} ends before the release that the event waited for, at ${lifting}. Send it without an embargo: it was public before.`;
      return refuse(record, event, 'published-before-lifting', reason);
    }
    return accept(record, event);
  }
}

interface Due {
  readonly tick: InRecord;
  /** How many this one makes of its instant. */
  readonly count: number;
  /** Instant of the release that it waits for, as scheduled; null where it waits for none. */
  readonly lifting: string | null;
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

const refuse = (
  record: InRecord,
  event: CheckedEvent,
  rule: RejectedRecord['rule'],
  reason: string,
): RejectedRecord => ({ kind: 'rejected', record, rule, reason, identity: event });
