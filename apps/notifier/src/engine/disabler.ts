import { setTimeout as sleep } from 'node:timers/promises';
import type { SubscriptionAudit } from '../audit/subscription-audit.ts';
import type { FilterIndex } from '../filter/filter-index.ts';
import type { Sender } from '../send/delivery-request.ts';
import type { SinkAccess } from '../send/sink-client.ts';
import { tellDisabled } from './alert.ts';
import type { DeliveryMetrics } from './metrics.ts';
import type { Disabled, Subscriber } from './subscriber.ts';

export interface DisablerParts {
  readonly index: FilterIndex<Subscriber>;
  readonly audit: SubscriptionAudit;
  readonly metrics: DeliveryMetrics;
  readonly access: SinkAccess;
  readonly sender: Sender;
  readonly onDisabled: (subscription: string, because: Disabled) => void;
  /** Stores that a subscription is disabled. */
  save(): void;
  trouble(what: string, error: unknown): void;
}

const TOLD_AGAIN = 2_000;

/** Ends the deliveries of subscriptions whose sinks are gone or fail for ever, or whose keys no longer count. */
export class Disabler {
  readonly #parts: DisablerParts;
  readonly #stopping = new AbortController();
  readonly #telling = new Set<Promise<void>>();

  constructor(parts: DisablerParts) {
    this.#parts = parts;
  }

  /**
   * No attempt begins from now on. It is stored once the audit has its entry: a notifier that takes over before
   * finds out anew.
   */
  disable(subscriber: Subscriber, because: Disabled): void {
    const { index, metrics, onDisabled } = this.#parts;
    subscriber.stopBeingLive();
    subscriber.active = false;
    subscriber.dirty = true;
    index.delete(subscriber);
    metrics.disabled(because);
    onDisabled(subscriber.id, because);
    void tellDisabled(subscriber, because, this.#parts);
    const telling: Promise<void> = this.#store(subscriber, because).finally(() => {
      this.#telling.delete(telling);
    });
    this.#telling.add(telling);
  }

  /** Waits for entries under way, and tries no failed one again. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#telling);
  }

  async #store(subscriber: Subscriber, because: Disabled): Promise<void> {
    const { id, revision } = subscriber;
    const isDisabled = () => !subscriber.active && !subscriber.removed && subscriber.revision === revision;
    while (isDisabled()) {
      try {
        await this.#parts.audit.tell({ act: 'disabled', id, actor: {}, reason: because });
        break;
      } catch (error) {
        this.#parts.trouble('telling the audit', error);
        const { signal } = this.#stopping;
        await sleep(TOLD_AGAIN, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) return;
      }
    }
    if (!isDisabled()) return;
    subscriber.because = because;
    subscriber.dirty = true;
    this.#parts.save();
  }
}
