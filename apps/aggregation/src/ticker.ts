import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkEvent, parseInstant, readRelease, readRule } from '@silkgauge/contract';
import { toKafkaRecord, type OutRecord, type SafeProducer } from '@silkgauge/kafka';
import { heldFor, inPages, readClock, readOrders, type ReadModel } from '@silkgauge/read-model';

export interface TickerOptions {
  readonly pool: ReadModel['pool'];
  /** Whether this process writes ticks. A tick of another one, too, does nothing. */
  readonly isLeader: () => boolean;
  /** Closed with the ticker. */
  readonly producer: Pick<SafeProducer, 'send' | 'close'>;
  readonly topic: string;
  /** Generations of the keys of embargoes that are given; none by default. */
  readonly generations?: readonly number[];
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
 * Writes a tick once an instant has come that something waits for: that of a release, the end of its grace or of that
 * which a rule of silence gives it, and the instant until which events are under embargo; that one again, as long as
 * they are held. The clock of this process chooses only when to write; what a tick settles follows from the append time
 * that the broker gives it, so a wrong clock here delays a state and never falsifies one.
 */
export class Ticker {
  readonly #options: TickerOptions;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  readonly #begun: number;
  #lastOrder: string | null = null;
  /** The active releases, up to `#lastOrder`. */
  #releases: readonly Waiting[] = [];
  #written: { readonly due: number; readonly at: number } = { due: -Infinity, at: -Infinity };

  constructor(options: TickerOptions) {
    this.#options = options;
    this.#begun = (options.now ?? Date.now)();
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
      this.#releases = await readReleases(pool);
      this.#lastOrder = lastOrder;
    }
    const settled = tickedAt?.getTime() ?? -Infinity;
    const present = now();
    let due = -Infinity;
    for (const { at, ends } of this.#releases)
      for (const instant of [at, ...ends])
        if (instant > settled && instant <= present) due = Math.max(due, instant);
    for (const instant of await this.#held()) if (instant <= present) due = Math.max(due, instant);
    if (due === -Infinity) return null;
    if (due <= this.#written.due && present - this.#written.at < PATIENCE) return null;
    await producer.send(topic, [tickOf(due)]);
    this.#written = { due, at: present };
    return due;
  }

  /** Instants until which events are held; some may be settled, where an event came or a release moved since. */
  async #held(): Promise<number[]> {
    const { until, releases, generations } = await heldFor(this.#options.pool);
    const names = new Set(releases);
    const instants = this.#releases.filter(({ release }) => names.has(release)).map(({ at }) => at);
    if (until !== null) instants.push(until.getTime());
    // A key that was given back: what waits for it is opened by the next tick.
    if (generations.some((one) => this.#options.generations?.includes(one))) instants.push(this.#begun);
    return instants;
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

/** The grace that a active rule of silence gives to releases. */
interface Grace {
  /** Null: of each. */
  readonly publisher: string | null;
  readonly graceMs: number;
}

/** What a active release waits for, in milliseconds since 1970. */
interface Waiting {
  readonly release: string;
  readonly at: number;
  /** Ends of its grace, and of that which rules give it. */
  readonly ends: readonly number[];
}

async function readReleases(pool: ReadModel['pool']): Promise<Waiting[]> {
  const graces = await readGraces(pool);
  const waiting: Waiting[] = [];
  const read = (after: string | null) =>
    readOrders(pool, 'release', { names: null, after, asOf: null }, AT_A_TIME);
  for await (const orders of inPages(read, ({ name }) => name))
    for (const { name, data } of orders) waiting.push(...waitingOf(name, data, graces));
  return waiting;
}

/** Each grace of its publisher once, however many rules have it. */
async function readGraces(pool: ReadModel['pool']): Promise<readonly Grace[]> {
  const graces = new Map<string, Grace>();
  const read = (after: string | null) =>
    readOrders(pool, 'alert', { names: null, after, asOf: null }, AT_A_TIME);
  for await (const rows of inPages(read, ({ name }) => name))
    for (const { data } of rows) {
      const reading = readRule(JSON.parse(data));
      if (!reading.ok || reading.value.kind !== 'silence') continue;
      const { publisher, graceMs } = reading.value;
      if (graceMs !== null) graces.set(`${publisher ?? ''} ${String(graceMs)}`, { publisher, graceMs });
    }
  return [...graces.values()];
}

/** What a release waits for, from the data of its scheduling; nothing where they cannot be read. */
function waitingOf(release: string, data: string, graces: readonly Grace[]): Waiting[] {
  const reading = readRelease(JSON.parse(data));
  const at = reading.ok ? parseInstant(reading.value.at) : undefined;
  if (!reading.ok || at === undefined) return [];
  const { publisher, graceMs } = reading.value;
  const own = graces.filter((one) => one.publisher === null || one.publisher === publisher);
  return [{ release, at, ends: [graceMs, ...own.map((one) => one.graceMs)].map((grace) => at + grace) }];
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
