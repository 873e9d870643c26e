import {
  downsampledUntil,
  findSubscription,
  forgetAttempts,
  isApplied,
  readRedeliveries,
  readRevisions,
  readSlotSubscriptions,
  type ReadModel,
  type Redelivery,
  type SubscriptionWithProgress,
} from '@silkgauge/read-model';
import type { SubscriptionAudit } from '../audit/subscription-audit.ts';
import { FilterIndex } from '../filter/filter-index.ts';
import { LogLoader } from '../log/log-loader.ts';
import type { Sender } from '../send/delivery-request.ts';
import type { SinkAccess } from '../send/sink-client.ts';
import type { SecretBox } from '../sign/secret-box.ts';
import { CatchUp } from './catch-up.ts';
import { Deliverer } from './deliverer.ts';
import { Disabler } from './disabler.ts';
import { LogFollower } from './log-follower.ts';
import type { DeliveryMetrics } from './metrics.ts';
import { Saver } from './saver.ts';
import { SlotOwner, type Slot } from './slot-owner.ts';
import { snapshotAddress } from './snapshot.ts';
import { Subscriber, type Disabled } from './subscriber.ts';

export interface EngineOptions {
  readonly pool: ReadModel['pool'];
  readonly databaseUrl: string;
  readonly leaseMs: number;
  readonly recentBytes: number;
  /** Address of growth-api for receivers. */
  readonly api: string;
  readonly sender: Sender;
  readonly access: SinkAccess;
  readonly box: SecretBox;
  readonly metrics: DeliveryMetrics;
  readonly audit: SubscriptionAudit;
  /** Whether what an owner subscribed to may still be delivered. */
  readonly mayOwn: (owner: string) => boolean;
  readonly onTrouble: (what: string, error: unknown) => void;
  readonly onDisabled: (subscription: string, because: Disabled) => void;
}

const RECONCILED_EVERY = 5_000;
/** A revoked key holds nothing longer than five seconds. */
const OWNERS_CHECKED_EVERY = 2_000;
const TIDIED_EVERY = 60_000;
/** Attempts are listed for seven days. */
const ATTEMPTS_KEPT = 7 * 86_400_000;
/** Milliseconds that deliveries under way have to end in a stop. */
const DRAINED_WITHIN = 5_000;
const APPLIED_WITHIN = 12_000;

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Delivers the subscriptions of the slots that this process owns. */
export class Engine {
  readonly #options: EngineOptions;
  readonly #subscribers = new Map<string, Subscriber>();
  readonly #index = new FilterIndex<Subscriber>();
  readonly #taken = new Set<string>();
  readonly #owner: SlotOwner;
  readonly #deliverer: Deliverer;
  readonly #follower: LogFollower;
  readonly #catchUp: CatchUp;
  readonly #saver: Saver;
  readonly #disabler: Disabler;
  #timers: NodeJS.Timeout[] = [];
  #stopping = false;
  #reloading: Promise<void> = Promise.resolve();

  constructor(options: EngineOptions) {
    this.#options = options;
    const { pool, databaseUrl, api } = options;
    const trouble = (what: string, error: unknown) => {
      if (!this.#stopping) options.onTrouble(what, error);
    };
    const pump = (subscriber: Subscriber) => {
      this.#deliverer.pump(subscriber);
    };
    const loader = new LogLoader(pool, api, options.recentBytes);
    const slots = () => this.#owner.slots;
    this.#owner = new SlotOwner(databaseUrl, options.leaseMs, {
      claimed: (claimed) => this.#load(claimed),
      ready: () => {
        this.#follower.wake();
        for (const one of this.#subscribers.values()) pump(one);
        void this.#reconcile();
      },
      lost: (lost) => {
        this.#drop(lost);
      },
      drained: (leaving) => this.#drained(leaving),
      changed: (id) =>
        void this.reload(id).catch((error: unknown) => {
          trouble('reading a subscription', error);
        }),
      trouble,
    });
    this.#saver = new Saver({
      pool,
      slots,
      subscribers: () => this.#subscribers.values(),
      saved: pump,
      overtaken: () => void this.#owner.turn(),
      trouble,
    });
    this.#catchUp = new CatchUp({ db: pool, loader, admitted: pump, trouble });
    this.#follower = new LogFollower({
      db: pool,
      databaseUrl,
      index: this.#index,
      loader,
      slots,
      admitted: pump,
      trouble,
    });
    this.#deliverer = new Deliverer({
      access: options.access,
      sender: options.sender,
      mayBegin: ({ slot }) =>
        !this.#stopping && !slot.leaving && this.#owner.isValid && this.#owner.owns(slot),
      load: (sequence) => loader.load(sequence),
      snapshot: ({ filters }, after) => snapshotAddress(api, filters, after),
      readOn: (subscriber) => {
        this.#catchUp.readOn(subscriber);
      },
      readKey: (subscriber, lane) => {
        this.#catchUp.readKey(subscriber, lane);
      },
      attempted: (attempt, seenAt) => {
        this.#saver.attempted(attempt);
        options.metrics.attempted(attempt.outcome, seenAt);
      },
      saveSoon: () => void this.#saver.save(),
      disabled: (subscriber, because) => {
        this.#disabler.disable(subscriber, because);
      },
      trouble,
    });
    this.#disabler = new Disabler({
      ...options,
      index: this.#index,
      save: () => void this.#saver.save(),
      trouble,
    });
    options.metrics.observe(() => this.#subscribers.values());
  }

  start(): void {
    const options = this.#options;
    this.#owner.start();
    this.#follower.open();
    this.#saver.start();
    const every = (ms: number, work: () => void) => setInterval(work, ms).unref();
    this.#timers = [
      every(RECONCILED_EVERY, () => void this.#reconcile()),
      every(OWNERS_CHECKED_EVERY, () => {
        for (const one of this.#subscribers.values())
          if (one.active && !options.mayOwn(one.owner)) this.#disabler.disable(one, 'key-revoked');
      }),
      every(TIDIED_EVERY, () => void this.#tidy()),
    ];
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    for (const timer of this.#timers) clearInterval(timer);
    await this.#follower.close();
    await this.#disabler.stop();
    await this.#owner.stop();
    await this.#saver.stop();
    for (const one of this.#subscribers.values()) this.#deliverer.forget(one);
  }

  /** Whether subscriptions of this process would be delivered now. */
  get isDelivering(): boolean {
    return this.#owner.isValid;
  }

  /** Works by what is stored of a subscription now, where this process has it. */
  reload(id: string): Promise<void> {
    // In turn: what was read before another change must not be applied after that change.
    const turn = this.#reloading.then(() => this.#reload(id));
    this.#reloading = turn.catch(() => undefined);
    return turn;
  }

  async #reload(id: string): Promise<void> {
    const row = await findSubscription(this.#options.pool, id, null);
    const known = this.#subscribers.get(id);
    if (!row) {
      if (known) this.#remove(known);
      return;
    }
    const slot = this.#owner.slots.find((one) => one.slot === row.slot);
    if (!slot || this.#stopping) return;
    if (!known) this.#add(row, slot);
    else if (BigInt(row.revision) > BigInt(known.revision)) this.#apply(known, row);
    const subscriber = this.#subscribers.get(id);
    if (subscriber) await this.#takeRedeliveries([subscriber]);
  }

  /** Resolves when the notifier of a subscription works by a revision: nothing of an earlier one begins after that. */
  async applied(id: string, revision: string): Promise<void> {
    await this.reload(id);
    if (this.#subscribers.has(id)) return;
    const until = performance.now() + APPLIED_WITHIN;
    while (!(await isApplied(this.#options.pool, id, revision)) && performance.now() < until) await pause(20);
  }

  async #load(slots: readonly Slot[]): Promise<void> {
    const { pool } = this.#options;
    const bySlot = new Map(slots.map((slot) => [slot.slot, slot]));
    const rows = await readSlotSubscriptions(pool, [...bySlot.keys()]);
    const thinned = Number(await downsampledUntil(pool));
    for (const row of rows) {
      const slot = bySlot.get(row.slot);
      if (slot) this.#add(row, slot, thinned > slot.position);
    }
  }

  #add(row: SubscriptionWithProgress, slot: Slot, fromLog = false): void {
    const subscriber = new Subscriber(row, slot, this.#options.box);
    // Where old versions are gone, each subscriber looks by itself whether that is a resync.
    if (fromLog) subscriber.stopBeingLive();
    subscriber.dirty = true;
    this.#subscribers.set(row.id, subscriber);
    if (subscriber.active) this.#index.add(subscriber);
    this.#deliverer.pump(subscriber);
  }

  #apply(subscriber: Subscriber, row: SubscriptionWithProgress): void {
    const { active, send, queue } = subscriber;
    const { inFlight } = queue.settings;
    this.#index.delete(subscriber);
    subscriber.apply(row, this.#options.box);
    if (subscriber.active && !active) queue.release();
    if (subscriber.active) this.#index.add(subscriber);
    const { sink, timeout } = subscriber.send;
    if (sink.origin !== send.sink.origin || timeout !== send.timeout || inFlight !== queue.settings.inFlight)
      this.#deliverer.dropClient(subscriber);
    subscriber.dirty = true;
    void this.#saver.save();
    this.#deliverer.pump(subscriber);
  }

  #remove(subscriber: Subscriber): void {
    subscriber.removed = true;
    this.#index.delete(subscriber);
    this.#subscribers.delete(subscriber.id);
    this.#deliverer.forget(subscriber);
  }

  #drop(slots: readonly Slot[]): void {
    const lost = new Set(slots);
    for (const one of [...this.#subscribers.values()]) if (lost.has(one.slot)) this.#remove(one);
  }

  async #drained(slots: readonly Slot[]): Promise<void> {
    const leaving = new Set(slots);
    const until = performance.now() + DRAINED_WITHIN;
    const isBusy = () =>
      [...this.#subscribers.values()].some((one) => leaving.has(one.slot) && one.queue.inFlight > 0);
    while (isBusy() && performance.now() < until) await pause(20);
    await this.#saver.save();
    await this.#saver.save();
  }

  /** Makes up for notifications that were lost, and goes on after a lease that was renewed late. */
  async #reconcile(): Promise<void> {
    for (const one of this.#subscribers.values()) this.#deliverer.pump(one);
    const slots = this.#owner.slots.map(({ slot }) => slot);
    if (slots.length === 0) return;
    try {
      const revisions = await readRevisions(this.#options.pool, slots);
      const stale = [...revisions].filter(
        ([id, revision]) => this.#subscribers.get(id)?.revision !== revision,
      );
      const gone = [...this.#subscribers.keys()].filter((id) => !revisions.has(id));
      for (const id of [...stale.map(([id]) => id), ...gone]) await this.reload(id);
      await this.#takeRedeliveries([...this.#subscribers.values()]);
    } catch (error) {
      if (!this.#stopping) this.#options.onTrouble('reading subscriptions', error);
    }
  }

  async #takeRedeliveries(subscribers: readonly Subscriber[]): Promise<void> {
    const asked = await readRedeliveries(
      this.#options.pool,
      subscribers.map(({ id }) => id),
    );
    for (const one of asked) this.#redeliver(one);
  }

  #redeliver({ n, subscription, kind, from_sequence, until_sequence }: Redelivery): void {
    const subscriber = this.#subscribers.get(subscription);
    if (!subscriber || this.#taken.has(n)) return;
    this.#taken.add(n);
    // What is new waits behind what is replayed, and behind a delivery whose key has to be read first.
    subscriber.stopBeingLive();
    const at = Number(from_sequence) - (kind === 'redeliver' ? 1 : 0);
    // What is behind the position will be delivered anyway.
    subscriber.replays.push({ at, until: Math.min(Number(until_sequence), subscriber.reached) });
    subscriber.dirty = true;
    this.#saver.taken(n);
    this.#deliverer.pump(subscriber);
  }

  async #tidy(): Promise<void> {
    this.#deliverer.closeIdle();
    this.#taken.clear();
    await forgetAttempts(this.#options.pool, ATTEMPTS_KEPT).catch((error: unknown) => {
      this.#options.onTrouble('deleting old attempts', error);
    });
  }
}
