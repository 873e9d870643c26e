import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkEvent, parseInstant, readRelease, readRule } from '@silkgauge/contract';
import { toKafkaRecord, type OutRecord, type SafeProducer } from '@silkgauge/kafka';
import { inPages, readAlertRules, readClock, readReleaseOrders, type ReadModel } from '@silkgauge/read-model';

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
/** Orders per statement: an order is up to 64 KiB. */
const AT_A_TIME = 50;
/** Milliseconds until a tick that was not consumed, or was appended too early, is written again. */
const PATIENCE = 5_000;

/**
 * Writes a tick once an instant has come that a release waits for: its own, and the end of its grace or of that which
 * a rule of silence gives it. The clock of this process chooses only when to write; what a tick settles follows from
 * the append time that the broker gives it, so a wrong clock here delays a state and never falsifies one.
 */
export class Ticker {
  readonly #options: TickerOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #lastOrder: string | null = null;
  /** Instants that standing releases wait for, up to `#lastOrder`. */
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
    let due = -Infinity;
    for (const instant of this.#instants)
      if (instant > settled && instant <= present) due = Math.max(due, instant);
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

/** The grace that a standing rule of silence gives to releases. */
interface Grace {
  /** Null: of each. */
  readonly publisher: string | null;
  readonly graceMs: number;
}

/** The instants that standing releases, and rules about these, wait for. */
async function readInstants(pool: ReadModel['pool']): Promise<number[]> {
  const graces = await readGraces(pool);
  const instants: number[] = [];
  const read = (after: string | null) => readReleaseOrders(pool, { after, asOf: null }, AT_A_TIME);
  for await (const rows of inPages(read, ({ release }) => release))
    for (const { dropped, data } of rows) if (!dropped) instants.push(...instantsOf(data, graces));
  return instants;
}

/** Each grace of its publisher once, however many rules have it. */
async function readGraces(pool: ReadModel['pool']): Promise<readonly Grace[]> {
  const graces = new Map<string, Grace>();
  const read = (after: string | null) => readAlertRules(pool, { rules: null, after, asOf: null }, AT_A_TIME);
  for await (const rows of inPages(read, ({ rule }) => rule))
    for (const { data } of rows) {
      const reading = readRule(JSON.parse(data));
      if (!reading.ok || reading.rule.kind !== 'silence') continue;
      const { publisher, graceMs } = reading.rule;
      if (graceMs !== null) graces.set(`${publisher ?? ''} ${String(graceMs)}`, { publisher, graceMs });
    }
  return [...graces.values()];
}

/** The instants that a release waits for, from the data of its scheduling. */
function instantsOf(data: string, graces: readonly Grace[]): number[] {
  const reading = readRelease(JSON.parse(data));
  const at = reading.ok ? parseInstant(reading.release.at) : undefined;
  if (!reading.ok || at === undefined) return [];
  const { publisher, graceMs } = reading.release;
  const own = graces.filter((one) => one.publisher === null || one.publisher === publisher);
  return [at, at + graceMs, ...own.map((one) => at + one.graceMs)];
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
