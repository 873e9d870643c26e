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
  readonly #index = new FilterIndex<Subscriber>();
  readonly #loader: LogLoader;
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
    const { pool, api, recentBytes, metrics } = options;
    this.#options = options;
    this.#loader = new LogLoader(pool, api, recentBytes);
    this.#owner = this.#slotOwner();
    this.#saver = this.#makeSaver();
    this.#catchUp = new CatchUp({ ...this.#shared, db: pool, loader: this.#loader });
    this.#follower = this.#logFollower();
    this.#deliverer = this.#makeDeliverer();
    this.#disabler = new Disabler({ ...options, ...this.#shared, index: this.#index });
    this.#roster = this.#makeRoster();
    metrics.observe(
      () => this.#roster.all(),
      () => this.#follower.endSeenAt,
    );
  }

  /** What several parts ask of the others. A part may be made later than one that asks it. */
  readonly #shared = {
    slots: (): readonly Slot[] => this.#owner.slots,
    admitted: (subscriber: Subscriber) => {
      this.#deliverer.pump(subscriber);
    },
    save: () => void this.#saver.save(),
    trouble: (what: string, error: unknown) => {
      if (!this.#stopping) this.#options.onTrouble(what, error);
    },
  };

  #slotOwner(): SlotOwner {
    const { databaseUrl, leaseMs } = this.#options;
    const { trouble } = this.#shared;
    return new SlotOwner(databaseUrl, leaseMs, {
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
  }

  #makeSaver(): Saver {
    const { slots, admitted, trouble } = this.#shared;
    return new Saver({
      ...{ pool: this.#options.pool, slots, trouble, saved: admitted },
      subscribers: () => this.#roster.all(),
      overtaken: () => void this.#owner.turn(),
    });
  }

  #logFollower(): LogFollower {
    const { pool: db, databaseUrl } = this.#options;
    const { slots, admitted, trouble } = this.#shared;
    return new LogFollower({
      ...{ db, databaseUrl, index: this.#index, loader: this.#loader },
      ...{ slots, admitted, trouble },
    });
  }

  #makeDeliverer(): Deliverer {
    const { access, sender, api, metrics } = this.#options;
    return new Deliverer({
      ...{ access, sender, trouble: this.#shared.trouble, saveSoon: this.#shared.save },
      mayBegin: (subscriber) => this.#mayBegin(subscriber),
      load: (sequence) => this.#loader.load(sequence),
      snapshot: ({ filters }, after) => snapshotAddress(api, filters, after),
      readOn: (subscriber) => {
        this.#catchUp.readOn(subscriber);
      },
      readKey: (subscriber, lane) => {
        this.#catchUp.readKey(subscriber, lane);
      },
      attempted: (attempt, seenAt) => {
        this.#saver.attempted(attempt);
        metrics.attempted(attempt.outcome, seenAt);
      },
      disabled: (subscriber, because) => {
        this.#disabler.disable(subscriber, because);
      },
    });
  }

  #mayBegin({ slot, owner }: Subscriber): boolean {
    const isOurs = this.#owner.isValid && this.#owner.owns(slot);
    return !this.#stopping && !slot.leaving && isOurs && this.#options.mayOwn(owner) === true;
  }

  #makeRoster(): Roster {
    const { pool, box, onUnreadable } = this.#options;
    const { admitted, save } = this.#shared;
    return new Roster({
      ...{ pool, box, index: this.#index, pump: admitted, save, unreadable: onUnreadable },
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
    });
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

  /**
   * Resolves when the notifier of a subscription works by a revision and has the redeliveries that were asked for:
   * nothing of an earlier revision begins after that, and what is told after that waits behind the redeliveries.
   */
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
