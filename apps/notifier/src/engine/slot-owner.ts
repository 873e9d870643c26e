import { randomUUID } from 'node:crypto';
import {
  claimSlots,
  connect,
  fairShare,
  NOTIFIER_SESSION,
  releaseSlots,
  renewSlots,
  SUBSCRIPTIONS_CHANGED,
  type OwnedSlot,
} from '@silkgauge/read-model';

/** A slot in the notifier that owns it. */
export interface Slot {
  readonly slot: number;
  readonly epoch: string;
  /** Sequence that the slot's live subscriptions have come to. */
  position: number;
  /** Whether the slot is about to be given to another notifier. */
  leaving: boolean;
}

export interface SlotEvents {
  /** Loads the subscriptions of slots that are claimed; they are given back where that fails. */
  claimed(slots: readonly Slot[]): Promise<void>;
  /** The slots are owned: deliveries may begin. */
  ready(slots: readonly Slot[]): void;
  /** Slots are another notifier's, or soon will be: nothing may begin or be written. */
  lost(slots: readonly Slot[]): void;
  /** Resolves when nothing of the slots is under way, and all is stored. */
  drained(slots: readonly Slot[]): Promise<void>;
  /** A subscription has changed. */
  changed(id: string): void;
  trouble(what: string, error: unknown): void;
}

type Session = Awaited<ReturnType<typeof connect>>;

const RENEWED_EVERY = 1_000;
/** Milliseconds before the end of a lease from which nothing begins. */
const MARGIN = 2_000;

/** Owns a fair share of the slots by leases that a session renews; two notifiers never own one slot at a time. */
export class SlotOwner {
  readonly #holder = randomUUID();
  readonly #url: string;
  readonly #leaseMs: number;
  readonly #events: SlotEvents;
  readonly #slots = new Map<number, Slot>();
  #session: Session | null = null;
  #timer: NodeJS.Timeout | null = null;
  #turning: Promise<void> | null = null;
  #validUntil = 0;
  #stopping = false;

  constructor(url: string, leaseMs: number, events: SlotEvents) {
    this.#url = url;
    this.#leaseMs = leaseMs;
    this.#events = events;
  }

  /** Slots that are owned, also those that are leaving. */
  get slots(): readonly Slot[] {
    return [...this.#slots.values()];
  }

  /** Whether the leases surely stand. */
  get isValid(): boolean {
    return performance.now() < this.#validUntil;
  }

  owns({ slot, epoch }: Pick<Slot, 'slot' | 'epoch'>): boolean {
    return this.#slots.get(slot)?.epoch === epoch;
  }

  start(): void {
    this.#timer = setInterval(() => void this.turn(), RENEWED_EVERY);
    void this.turn();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#timer) clearInterval(this.#timer);
    await this.#turning;
    await this.#leave(this.slots).catch((error: unknown) => {
      this.#events.trouble('giving subscriptions back', error);
    });
    await this.#session?.end().catch(() => undefined);
  }

  /** Renews, claims and gives back; one turn at a time. */
  turn(): Promise<void> {
    this.#turning ??= this.#turn()
      .catch((error: unknown) => {
        void this.#session?.end().catch(() => undefined);
        this.#session = null;
        this.#events.trouble('renewing leases', error);
      })
      .finally(() => {
        this.#turning = null;
      });
    return this.#turning;
  }

  async #turn(): Promise<void> {
    const session = (this.#session ??= await this.#connect());
    const began = performance.now();
    const renewed = await renewSlots(session, this.#holder, this.#leaseMs);
    this.#forget(renewed);
    this.#validUntil = began + this.#leaseMs - MARGIN;
    if (this.#stopping) return;
    const share = await fairShare(session, this.#leaseMs);
    const staying = this.slots.filter(({ leaving }) => !leaving);
    // Each by itself: a slot with a slow delivery under way keeps no other one back.
    for (const slot of staying.slice(share))
      void this.#leave([slot]).catch((error: unknown) => {
        this.#events.trouble('giving subscriptions back', error);
      });
    const most = share - this.#slots.size;
    await this.#claim(session, most);
  }

  async #claim(session: Session, most: number): Promise<void> {
    const claimed = await claimSlots(session, this.#holder, { most, leaseMs: this.#leaseMs });
    if (claimed.length === 0) return;
    const slots = claimed.map(({ slot, epoch, position }): Slot => ({
      slot,
      epoch,
      position: Number(position),
      leaving: false,
    }));
    try {
      await this.#events.claimed(slots);
    } catch (error) {
      await releaseSlots(
        session,
        this.#holder,
        slots.map(({ slot }) => slot),
      );
      throw error;
    }
    for (const slot of slots) this.#slots.set(slot.slot, slot);
    this.#events.ready(slots);
  }

  /** Drops slots that were not renewed, or that the holder does not know of. */
  #forget(renewed: readonly OwnedSlot[]): void {
    const kept = new Map(renewed.map(({ slot, epoch }) => [slot, epoch]));
    const lost = this.slots.filter(({ slot, epoch }) => kept.get(slot) !== epoch);
    for (const { slot } of lost) this.#slots.delete(slot);
    if (lost.length > 0) this.#events.lost(lost);
  }

  async #leave(slots: readonly Slot[]): Promise<void> {
    if (slots.length === 0) return;
    for (const slot of slots) slot.leaving = true;
    await this.#events.drained(slots);
    for (const { slot } of slots) this.#slots.delete(slot);
    this.#events.lost(slots);
    if (this.#session)
      await releaseSlots(
        this.#session,
        this.#holder,
        slots.map(({ slot }) => slot),
      );
  }

  async #connect(): Promise<Session> {
    const session = await connect(this.#url, NOTIFIER_SESSION);
    session.on('notification', ({ payload }) => {
      if (payload !== undefined) this.#events.changed(payload);
    });
    const lost = () => {
      if (this.#session === session) this.#session = null;
    };
    session.on('error', lost);
    session.on('end', lost);
    await session.query(`listen ${SUBSCRIPTIONS_CHANGED}`);
    return session;
  }
}
