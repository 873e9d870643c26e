import {
  type DeliveredType,
  type DisabledBecause,
  isOfTheKey,
  readFilters,
  type SubscriptionFilter,
  type SubscriptionRequest,
} from '@silkgauge/contract';
import type { SubscriptionWithProgress } from '@silkgauge/read-model';
import type { Filtered } from '../filter/filter-index.ts';
import { DeliveryQueue, type QueueSettings, type StoredQueue } from '../queue/delivery-queue.ts';
import type { Pass } from '../queue/lane.ts';
import type { SendSettings, SigningSecret } from '../send/delivery-request.ts';
import type { SinkClient } from '../send/sink-client.ts';
import type { SecretBox } from '../sign/secret-box.ts';
import type { Slot } from './slot-owner.ts';

/** A stretch of the log to deliver once more: what comes after `at` up to `until`. */
export interface Replay extends Pass {
  at: number;
  readonly until: number;
  /** Whether a resync stands for the states of the stretch: all else is delivered. */
  readonly withoutStates?: true;
}

/** A subscription in the notifier that owns its slot. */
export class Subscriber implements Filtered {
  readonly id: string;
  readonly owner: string;
  readonly slot: Slot;
  readonly queue: DeliveryQueue;
  revision = '0';
  types: readonly DeliveredType[] = [];
  filters: readonly SubscriptionFilter[] = [];
  status: SubscriptionWithProgress['status'] = 'pending';
  /** Whether deliveries are made. */
  active = false;
  #live: boolean;
  /** When the subscriber was last live, or became active; of `performance.now()`. */
  #behindSince = performance.now();
  /** All matching changes up to here are settled or in the queue; of a live one also up to the slot's position. */
  position: number;
  readonly replays: Replay[];
  /** Number of the newest attempt. */
  attempts: number;
  /** Why the notifier disabled the subscription, until that is stored. */
  because: Disabled | null = null;
  send: SendSettings;
  /** Why the secrets cannot be read, so that no deliveries are made; null where they are. */
  unreadable: Error | null = null;
  request: SubscriptionRequest;
  alertAllowed = false;
  consentUntil: string | null = null;
  client: SinkClient | null = null;
  /** Start of the newest attempt. */
  usedAt = 0;
  timer: NodeJS.Timeout | null = null;
  /** Whether something is to be stored. */
  dirty = false;
  /** Attempts begun since the last store. */
  unsaved = 0;
  /** Removed from this notifier: nothing more is begun or stored. */
  removed = false;
  readingLog = false;
  readonly reading = new Set<string>();

  constructor(row: SubscriptionWithProgress, slot: Slot, box: SecretBox) {
    this.id = row.id;
    this.owner = row.owner;
    this.slot = slot;
    this.#live = row.live;
    this.position = Number(row.position);
    this.attempts = Number(row.attempts);
    this.replays = (JSON.parse(row.replays) as Replay[]).map((one) => ({ ...one }));
    this.request = JSON.parse(row.request) as SubscriptionRequest;
    this.send = this.#settings(row, box);
    const stored: StoredQueue = {
      lanes: JSON.parse(row.lanes) as StoredQueue['lanes'],
      health: JSON.parse(row.health) as StoredQueue['health'],
    };
    this.queue = new DeliveryQueue(queueSettings(row, this.request), stored);
    this.apply(row, box);
  }

  /** Works by a newer revision. What is under way, waits or was delivered stays. */
  apply(row: SubscriptionWithProgress, box: SecretBox): void {
    this.revision = row.revision;
    this.request = JSON.parse(row.request) as SubscriptionRequest;
    this.send = this.#settings(row, box);
    this.queue.settings = queueSettings(row, this.request);
    this.types = this.request.types;
    this.filters = readFilters(this.request.filters);
    this.alertAllowed = row.alert_allowed;
    this.consentUntil = row.consent_until;
    const wasActive = this.active;
    this.status = row.status;
    this.active = row.status === 'active' && this.unreadable === null;
    if (this.active && !wasActive) {
      this.because = null;
      this.#behindSince = performance.now();
    }
    if (!this.active) this.stopBeingLive();
  }

  /** Whether the follower of the log admits changes; else they are read from the log behind `position`. */
  get live(): boolean {
    return this.#live;
  }

  set live(isLive: boolean) {
    if (this.#live && !isLive) this.#behindSince = performance.now();
    this.#live = isLive;
  }

  /** Milliseconds since nothing waited for the subscriber in the log, whose end the follower last saw at `endSeenAt`. */
  behindFor(endSeenAt: number): number {
    return performance.now() - (this.#live ? endSeenAt : this.#behindSince);
  }

  /** Keeps the present position while the slot goes on. */
  stopBeingLive(): void {
    if (!this.live) return;
    this.position = this.reached;
    this.live = false;
  }

  /** All matching changes up to here are settled or in the queue. */
  get reached(): number {
    return this.live ? Math.max(this.position, this.slot.position) : this.position;
  }

  /** The position as clients are told it: all matching changes up to here are settled. */
  get settled(): number {
    return settledAt(this.reached, this.queue.oldest);
  }

  /** Whether every version of a key matches as the others do, so that the newest stands for all. */
  get isOfTheKey(): boolean {
    return this.filters.every(isOfTheKey);
  }

  get alertSink(): string | undefined {
    return this.alertAllowed ? this.request.config.alertSink : undefined;
  }

  #settings(row: SubscriptionWithProgress, box: SecretBox): SendSettings {
    this.unreadable = null;
    try {
      return sendSettings(row, this.request, box);
    } catch (error) {
      this.unreadable = error as Error;
      return sendSettings({ ...row, secrets: '[]', credential: null }, this.request, box);
    }
  }
}

/** Where all is settled up to, by the position and the oldest delivery in the queue. */
export const settledAt = (position: number, oldest: number | null): number =>
  oldest === null ? position : Math.min(oldest - 1, position);

export type Disabled = Extract<DisabledBecause, 'gone' | 'exhausted' | 'key-revoked'>;

const queueSettings = (
  { allowed_rate }: SubscriptionWithProgress,
  { protocolsettings: { retry, inFlight }, config: { coalesce } }: SubscriptionRequest,
): QueueSettings => ({ retry, inFlight, coalesce, allowedRate: allowed_rate });

/** A secret as it is stored, newest first. */
export interface StoredSecret {
  readonly box: string;
  readonly until: number | null;
}

/** Purposes of boxes: one is never opened as another. */
export const secretPurpose = (id: string): string => `secret of ${id}`;
export const credentialPurpose = (id: string): string => `credential of ${id}`;

export function openSecrets(id: string, secrets: string, box: SecretBox): SigningSecret[] {
  const stored = JSON.parse(secrets) as readonly StoredSecret[];
  return stored.map((one) => ({ secret: box.open(one.box, secretPurpose(id)), until: one.until }));
}

export function sendSettings(
  { id, secrets, credential }: Pick<SubscriptionWithProgress, 'id' | 'secrets' | 'credential'>,
  { sink, protocolsettings: { headers, timeout } }: SubscriptionRequest,
  box: SecretBox,
): SendSettings {
  return {
    sink: new URL(sink),
    headers,
    timeout,
    authorization: credential === null ? null : box.open(credential, credentialPurpose(id)),
    secrets: openSecrets(id, secrets, box),
  };
}
