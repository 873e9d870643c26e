import { Counter, Gauge, Histogram, type Registry } from '@silkgauge/service';
import type { NewAttempt } from '@silkgauge/read-model';
import type { Disabled, Subscriber } from './subscriber.ts';

const STATUSES = ['pending', 'active', 'backing-off', 'disabled', 'unreadable'] as const;

/** Metrics of deliveries; no subscription, key or address is a label. */
export class DeliveryMetrics {
  readonly #attempts: Counter<'outcome'>;
  readonly #seconds: Histogram;
  readonly #disabled: Counter<'because'>;
  #subscribers: () => Iterable<Subscriber> = () => [];
  #endSeenAt: () => number = () => performance.now();

  constructor(registry: Registry) {
    const registers = [registry];
    this.#attempts = new Counter({
      name: 'silkgauge_webhook_attempts_total',
      help: 'Attempts of deliveries, by what came of them',
      labelNames: ['outcome'],
      registers,
    });
    for (const outcome of ['delivered', 'failed', 'parked']) this.#attempts.inc({ outcome }, 0);
    this.#seconds = new Histogram({
      name: 'silkgauge_webhook_commit_to_delivery_seconds',
      help: 'Time from the first read of a committed change to its 2xx, of changes that were followed live',
      buckets: [0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1, 5, 60, 3_600],
      registers,
    });
    this.#disabled = new Counter({
      name: 'silkgauge_webhook_disabled_total',
      help: 'Subscriptions that were disabled: their sinks are gone, their schedules ended, or their keys were revoked',
      labelNames: ['because'],
      registers,
    });
    for (const because of ['gone', 'exhausted', 'key-revoked']) this.#disabled.inc({ because }, 0);
    this.#gauges(registry);
  }

  /** `endSeenAt` is when the end of the log was last seen, of `performance.now()`. */
  observe(subscribers: () => Iterable<Subscriber>, endSeenAt: () => number): void {
    this.#subscribers = subscribers;
    this.#endSeenAt = endSeenAt;
  }

  attempted(outcome: NewAttempt['outcome'], seenAt: number | undefined): void {
    this.#attempts.inc({ outcome });
    if (outcome === 'delivered' && seenAt !== undefined)
      this.#seconds.observe((performance.now() - seenAt) / 1_000);
  }

  disabled(because: Disabled): void {
    this.#disabled.inc({ because });
  }

  #gauges(registry: Registry): void {
    const all = () => [...this.#subscribers()];
    const registers = [registry];
    new Gauge({
      name: 'silkgauge_webhook_subscriptions',
      help: 'Subscriptions of this process, by status',
      labelNames: ['status'],
      registers,
      collect() {
        const found = all().map(shownStatus);
        for (const status of STATUSES) this.set({ status }, found.filter((one) => one === status).length);
      },
    });
    new Gauge({
      name: 'silkgauge_webhook_waiting',
      help: 'Deliveries in memory that are not settled; what waits behind them is in the log',
      registers,
      collect() {
        this.set(all().reduce((sum, { active, queue }) => sum + (active ? queue.waiting : 0), 0));
      },
    });
    new Gauge({
      name: 'silkgauge_webhook_oldest_waiting_seconds',
      help: 'Age of the first attempt of the oldest delivery that is not settled',
      registers,
      collect() {
        const oldest = Math.min(
          ...all().map(({ active, queue }) => (active ? queue.firstAttemptAt : Infinity)),
        );
        this.set(Number.isFinite(oldest) ? (Date.now() - oldest) / 1_000 : 0);
      },
    });
    const behind = () => {
      const active = all().filter(({ active }) => active);
      return Math.max(0, ...active.map((one) => one.behindFor(this.#endSeenAt())));
    };
    new Gauge({
      name: 'silkgauge_webhook_behind_seconds',
      help: 'Time since every active subscription of this process had all changes of the log settled or in memory',
      registers,
      collect() {
        this.set(behind() / 1_000);
      },
    });
  }
}

function shownStatus({ status, active, unreadable, queue }: Subscriber): (typeof STATUSES)[number] {
  if (unreadable) return 'unreadable';
  if (active) return queue.backingOff ? 'backing-off' : 'active';
  return status === 'active' ? 'disabled' : status;
}
