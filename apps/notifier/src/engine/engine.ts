import { forgetAttempts, isApplied, type ReadModel } from '@silkgauge/read-model';
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
import { Roster } from './roster.ts';
import { Saver } from './saver.ts';
import { SlotOwner, type Slot } from './slot-owner.ts';
import { snapshotAddress } from './snapshot.ts';
import type { Disabled, Subscriber } from './subscriber.ts';

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
  /** Whether what an owner subscribed to may still be delivered; null while that is not known. */
  readonly mayOwn: (owner: string) => boolean | null;
  readonly onTrouble: (what: string, error: unknown) => void;
  readonly onDisabled: (subscription: string, because: Disabled) => void;
  readonly onUnreadable: (subscription: string, error: Error) => void;
}

const RECONCILED_EVERY = 5_000;
/** A revoked key holds nothing longer than five seconds. */
const OWNERS_CHECKED_EVERY = 2_000;
const TIDIED_EVERY = 60_000;
/** Milliseconds that deliveries under way have to end in a stop, which is cut off soon after. */
const STOPPED_WITHIN = 5_000;
/** Milliseconds that they have where a slot is given to another notifier: the longest timeout, and a little. */
const HANDED_OVER_WITHIN = 31_000;
const APPLIED_WITHIN = 12_000;

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Delivers the subscriptions of the slots that this process owns. */
export class Engine {
  readonly #options: EngineOptions;
  readonly #roster: Roster;
  readonly #owner: SlotOwner;
  readonly #deliverer: Deliverer;
  readonly #follower: LogFollower;
  readonly #catchUp: CatchUp;
  readonly #saver: Saver;
  readonly #disabler: Disabler;
  #timers: NodeJS.Timeout[] = [];
  #stopping = false;

  constructor(options: EngineOptions) {
    this.#options = options;
    const { pool, databaseUrl, api } = options;
    const trouble = (what: string, error: unknown) => {
      if (!this.#stopping) options.onTrouble(what, error);
    };
    const pump = (subscriber: Subscriber) => {
      this.#deliverer.pump(subscriber);
    };
    const index = new FilterIndex<Subscriber>();
    const loader = new LogLoader(pool, api, options.recentBytes);
    const slots = () => this.#owner.slots;
    this.#owner = new SlotOwner(databaseUrl, options.leaseMs, {
      claimed: (claimed) => this.#roster.load(claimed),
      ready: () => {
        this.#follower.wake();
        void this.#reconcile();
      },
      lost: (lost) => {
        this.#roster.drop(lost);
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
      subscribers: () => this.#roster.all(),
      saved: pump,
      overtaken: () => void this.#owner.turn(),
      trouble,
    });
    this.#catchUp = new CatchUp({ db: pool, loader, admitted: pump, trouble });
    this.#follower = new LogFollower({
      db: pool,
      databaseUrl,
      index,
      loader,
      slots,
      admitted: pump,
      trouble,
    });
    this.#deliverer = new Deliverer({
      access: options.access,
      sender: options.sender,
      mayBegin: ({ slot, owner }) =>
        !this.#stopping &&
        !slot.leaving &&
        this.#owner.isValid &&
        this.#owner.owns(slot) &&
        options.mayOwn(owner) === true,
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
      index,
      save: () => void this.#saver.save(),
      trouble,
    });
    this.#roster = new Roster({
      ...{ pool, box: options.box, index, pump },
      slots: () => (this.#stopping ? [] : this.#owner.slots),
      dropClient: (subscriber) => {
        this.#deliverer.dropClient(subscriber);
      },
      forget: (subscriber) => {
        this.#deliverer.forget(subscriber);
      },
      taken: (n, subscriber) => {
        this.#saver.taken(n, subscriber);
      },
      unreadable: options.onUnreadable,
      save: () => void this.#saver.save(),
    });
    options.metrics.observe(
      () => this.#roster.all(),
      () => this.#follower.endSeenAt,
    );
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
        for (const one of this.#roster.all())
          if (one.active && options.mayOwn(one.owner) === false) this.#disabler.disable(one, 'key-revoked');
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
    for (const one of this.#roster.all()) this.#deliverer.forget(one);
  }

  /** Whether subscriptions of this process would be delivered now. */
  get isDelivering(): boolean {
    return this.#owner.isValid;
  }

  /** Works by what is stored of a subscription now, where this process has it. */
  reload(id: string): Promise<void> {
    return this.#roster.reload(id);
  }

  /** Resolves when the notifier of a subscription works by a revision: nothing of an earlier one begins after that. */
  async applied(id: string, revision: string): Promise<void> {
    await this.reload(id);
    if (this.#roster.has(id)) return;
    const until = performance.now() + APPLIED_WITHIN;
    while (!(await isApplied(this.#options.pool, id, revision)) && performance.now() < until) await pause(20);
  }

  async #drained(slots: readonly Slot[]): Promise<void> {
    const leaving = new Set(slots);
    const begun = performance.now();
    const isInTime = () => performance.now() - begun < (this.#stopping ? STOPPED_WITHIN : HANDED_OVER_WITHIN);
    const isBusy = () =>
      [...this.#roster.all()].some((one) => leaving.has(one.slot) && one.queue.inFlight > 0);
    while (isBusy() && isInTime()) await pause(20);
    await this.#saver.save();
    await this.#saver.save();
  }

  /** Makes up for notifications that were lost, and goes on after a lease that was renewed late. */
  async #reconcile(): Promise<void> {
    for (const one of this.#roster.all()) this.#deliverer.pump(one);
    try {
      await this.#roster.reconcile();
    } catch (error) {
      if (!this.#stopping) this.#options.onTrouble('reading subscriptions', error);
    }
  }

  async #tidy(): Promise<void> {
    this.#deliverer.closeIdle();
    this.#roster.tidy();
    await forgetAttempts(this.#options.pool).catch((error: unknown) => {
      this.#options.onTrouble('deleting old attempts', error);
    });
  }
}
