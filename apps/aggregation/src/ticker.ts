import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkEvent, parseInstant, readRelease } from '@silkgauge/contract';
import { toKafkaRecord, type OutRecord, type SafeProducer } from '@silkgauge/kafka';
import { readClock, readReleaseOrders, type ReadModel, type ReleaseOrderRow } from '@silkgauge/read-model';

export interface TickerOptions {
  readonly pool: ReadModel['pool'];
  /** Whether this process writes ticks. A tick of another one, too, does nothing. */
  readonly isLeader: () => boolean;
  /** Closed with the ticker. */
  readonly producer: Pick<SafeProducer, 'send' | 'close'>;
  readonly topic: string;
  readonly log: (message: string, details: Record<string, unknown>) => void;
  /** Milliseconds since 1970; `Date.now` by default. */
  readonly now?: () => number;
}

/** Milliseconds between looks at the clock. */
const LOOK = 500;
/** Orders of releases per statement: an order is up to 64 KiB. */
const AT_A_TIME = 50;
/** Milliseconds until a tick that was not consumed, or was appended too early, is written again. */
const PATIENCE = 5_000;

/**
 * Writes a tick once an instant has come that a release waits for: its own, and the end of its grace. The clock
 * of this process chooses only when to write; what a tick settles follows from the append time that the broker
 * gives it, so a wrong clock here delays a state and never falsifies one.
 */
export class Ticker {
  readonly #options: TickerOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #lastOrder: string | null = null;
  /** Instants of the standing releases, up to `#lastOrder`. */
  #instants: readonly number[] = [];
  #written: { readonly due: number; readonly at: number } = { due: -Infinity, at: -Infinity };

  constructor(options: TickerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    await this.#options.producer.close();
  }

  /** Writes a tick where one is due; returns the newest instant that it was written for, null for none. */
  async look(): Promise<number | null> {
    const { pool, producer, topic, now = Date.now } = this.#options;
    const { lastOrder, tickedAt } = await readClock(pool);
    if (lastOrder !== this.#lastOrder) {
      this.#instants = await readInstants(pool);
      this.#lastOrder = lastOrder;
    }
    const settled = tickedAt?.getTime() ?? -Infinity;
    const present = now();
    const due = Math.max(...this.#instants.filter((instant) => instant > settled && instant <= present));
    if (due === -Infinity) return null;
    if (due <= this.#written.due && present - this.#written.at < PATIENCE) return null;
    await producer.send(topic, [tickOf(due)]);
    this.#written = { due, at: present };
    return due;
  }

  async #run(): Promise<void> {
    const { isLeader, log } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        if (isLeader()) await this.look();
      } catch (error) {
        log('the clock was not looked at; trying again', { error: String(error) });
      }
      await sleep(LOOK, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}

/** The instants that standing releases wait for. */
async function readInstants(pool: ReadModel['pool']): Promise<number[]> {
  const instants: number[] = [];
  for (let after: string | null = null; ;) {
    const rows: ReleaseOrderRow[] = await readReleaseOrders(pool, { after, asOf: null }, AT_A_TIME);
    for (const { dropped, data } of rows) if (!dropped) instants.push(...instantsOf(data));
    after = rows.at(-1)?.release ?? null;
    if (after === null) return instants;
  }
}

/** The instants that a release waits for, from the data of its scheduling. */
function instantsOf(data: string): number[] {
  const reading = readRelease(JSON.parse(data));
  const at = reading.ok ? parseInstant(reading.release.at) : undefined;
  return reading.ok && at !== undefined ? [at, at + reading.release.graceMs] : [];
}

/** Each tick has an identity of its own: one that was appended too early settles nothing, and another follows. */
function tickOf(due: number): OutRecord {
  const checked = checkEvent({
    ...{ specversion: '1.0', source: '/silkgauge/clock', id: randomUUID() },
    ...{ type: 'silkgauge.clock.ticked.v1', data: { due: new Date(due).toISOString() } },
  });
  if (!checked.ok) throw new Error(`no tick for ${String(due)}: ${JSON.stringify(checked.faults)}`);
  return toKafkaRecord(checked.event);
}
