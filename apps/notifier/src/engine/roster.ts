import {
  downsampledUntil,
  findSubscription,
  readRedeliveries,
  readRevisions,
  readSlotSubscriptions,
  type ReadModel,
  type Redelivery,
  type SubscriptionWithProgress,
} from '@silkgauge/read-model';
import type { FilterIndex } from '../filter/filter-index.ts';
import type { SecretBox } from '../sign/secret-box.ts';
import type { Slot } from './slot-owner.ts';
import { Subscriber } from './subscriber.ts';

export interface RosterParts {
  readonly pool: ReadModel['pool'];
  readonly box: SecretBox;
  readonly index: FilterIndex<Subscriber>;
  /** Slots that are owned; none while the process ends. */
  slots(): readonly Slot[];
  /** Something may be due of a subscriber. */
  pump(subscriber: Subscriber): void;
  /** Later attempts go over new connections. */
  dropClient(subscriber: Subscriber): void;
  /** Nothing more is due of a subscriber. */
  forget(subscriber: Subscriber): void;
  /** A redelivery is part of a queue now. */
  taken(n: string, subscriber: Subscriber): void;
  /** The secrets of a subscription cannot be read: it is not delivered, while the others are. */
  unreadable(subscription: string, error: Error): void;
  save(): void;
}

/** The subscriptions of the slots that this process owns, as they are stored. */
export class Roster {
  readonly #parts: RosterParts;
  readonly #subscribers = new Map<string, Subscriber>();
  /** Redeliveries that are part of a queue and may still be stored. */
  readonly #taken = new Map<string, Slot>();
  #reloading: Promise<void> = Promise.resolve();

  constructor(parts: RosterParts) {
    this.#parts = parts;
  }

  all(): Iterable<Subscriber> {
    return this.#subscribers.values();
  }

  has(id: string): boolean {
    return this.#subscribers.has(id);
  }

  /** Loads the subscriptions of slots that were claimed. */
  async load(slots: readonly Slot[]): Promise<void> {
    const { pool } = this.#parts;
    const bySlot = new Map(slots.map((slot) => [slot.slot, slot]));
    const rows = await readSlotSubscriptions(pool, [...bySlot.keys()]);
    const thinned = Number(await downsampledUntil(pool));
    for (const row of rows) {
      const slot = bySlot.get(row.slot);
      if (slot) this.#add(row, slot, thinned > slot.position);
    }
  }

  /** Lets go of the subscriptions of slots that are lost. */
  drop(slots: readonly Slot[]): void {
    const lost = new Set(slots);
    for (const one of [...this.#subscribers.values()]) if (lost.has(one.slot)) this.#remove(one);
  }

  /** Works by what is stored of a subscription now, where this process has it. */
  reload(id: string): Promise<void> {
    // In turn: what was read before another change must not be applied after that change.
    const turn = this.#reloading.then(() => this.#reload(id));
    this.#reloading = turn.catch(() => undefined);
    return turn;
  }

  /** Makes up for notifications that were lost. */
  async reconcile(): Promise<void> {
    const slots = this.#parts.slots().map(({ slot }) => slot);
    if (slots.length === 0) return;
    const revisions = await readRevisions(this.#parts.pool, slots);
    const stale = [...revisions].filter(([id, revision]) => this.#subscribers.get(id)?.revision !== revision);
    const gone = [...this.#subscribers.keys()].filter((id) => !revisions.has(id));
    for (const id of [...stale.map(([id]) => id), ...gone]) await this.reload(id);
    await this.#takeRedeliveries([...this.#subscribers.values()]);
  }

  /** Forgets which redeliveries were taken: they are stored by now. */
  tidy(): void {
    this.#taken.clear();
  }

  async #reload(id: string): Promise<void> {
    const row = await findSubscription(this.#parts.pool, id, null);
    const known = this.#subscribers.get(id);
    if (!row) {
      if (known) this.#remove(known);
      return;
    }
    const slot = this.#parts.slots().find((one) => one.slot === row.slot);
    if (!slot) return;
    if (!known) this.#add(row, slot);
    else if (BigInt(row.revision) > BigInt(known.revision)) this.#apply(known, row);
    const subscriber = this.#subscribers.get(id);
    if (subscriber) await this.#takeRedeliveries([subscriber]);
  }

  #add(row: SubscriptionWithProgress, slot: Slot, fromLog = false): void {
    const subscriber = new Subscriber(row, slot, this.#parts.box);
    // Where old versions are gone, each subscriber looks by itself whether that is a resync.
    if (fromLog) subscriber.stopBeingLive();
    subscriber.dirty = true;
    this.#subscribers.set(row.id, subscriber);
    if (subscriber.active) this.#parts.index.add(subscriber);
    this.#tellUnreadable(subscriber);
    this.#parts.pump(subscriber);
  }

  #tellUnreadable({ id, unreadable }: Subscriber): void {
    if (unreadable) this.#parts.unreadable(id, unreadable);
  }

  #apply(subscriber: Subscriber, row: SubscriptionWithProgress): void {
    const { index, box, pump, dropClient, save } = this.#parts;
    const { active, send, queue, consentUntil } = subscriber;
    const { inFlight } = queue.settings;
    index.delete(subscriber);
    subscriber.apply(row, box);
    this.#tellUnreadable(subscriber);
    // A sink that was asked anew, as by `enable`, gets all that waits though it was backing off.
    if (subscriber.active && (!active || subscriber.consentUntil !== consentUntil)) queue.release();
    if (subscriber.active) index.add(subscriber);
    const { sink, timeout } = subscriber.send;
    if (sink.origin !== send.sink.origin || timeout !== send.timeout || inFlight !== queue.settings.inFlight)
      dropClient(subscriber);
    subscriber.dirty = true;
    save();
    pump(subscriber);
  }

  #remove(subscriber: Subscriber): void {
    subscriber.removed = true;
    this.#parts.index.delete(subscriber);
    this.#subscribers.delete(subscriber.id);
    this.#parts.forget(subscriber);
  }

  async #takeRedeliveries(subscribers: readonly Subscriber[]): Promise<void> {
    const asked = await readRedeliveries(
      this.#parts.pool,
      subscribers.map(({ id }) => id),
    );
    for (const one of asked) this.#redeliver(one);
  }

  #redeliver({ n, subscription, kind, from_sequence, until_sequence }: Redelivery): void {
    const subscriber = this.#subscribers.get(subscription);
    if (!subscriber || this.#taken.get(n) === subscriber.slot) return;
    this.#taken.set(n, subscriber.slot);
    // What is new waits behind what is replayed, and behind a delivery whose key has to be read first.
    subscriber.stopBeingLive();
    const at = Number(from_sequence) - (kind === 'redeliver' ? 1 : 0);
    // What is behind the position will be delivered anyway.
    const until = Math.min(Number(until_sequence), subscriber.reached);
    subscriber.replays.push({ at, until, ...(kind === 'redeliver' && { asked: true }) });
    subscriber.dirty = true;
    this.#parts.taken(n, subscriber);
    this.#parts.pump(subscriber);
  }
}
