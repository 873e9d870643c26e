import { parseSeriesKey } from '@silkgauge/contract';
import { periodBounds } from '@silkgauge/growth';
import {
  changeJson,
  isFullPage,
  lastSequence,
  readChanges,
  readMatchingChanges,
  readRegisteredBetween,
  type ChangeListener,
  type ChangeRow,
  type GrowthFilter,
  type Queryable,
} from '@silkgauge/read-model';
import { ChangeRing, type RingEntry, type NextFrames } from './change-ring.ts';
import { resyncAfter } from '../log/resync.ts';
import { resyncFrame, sseFrame } from './sse-frame.ts';
import { isOfInterest, subjectOf } from './subject.ts';

export interface ChangeFeedOptions {
  readonly db: Queryable;
  /** Opens the one LISTEN connection of this process. */
  readonly listen: (onChange: () => void, onLost: (error: Error | null) => void) => Promise<ChangeListener>;
  /** Milliseconds between looks at the log, for notifications that never came. */
  readonly pollEvery: number;
  readonly ringBytes: number;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/** Changes read at once into the ring, beside `BUDGET.page`. */
const PULL_ROWS = 500;
/** What one reader is given at once: the most it can hold up in memory. */
const STEP_BYTES = 64 * 1024;
const STEP_ROWS = 100;
/** How far one statement looks through the log for a reader with a narrow filter. */
const STEP_REACH = 50_000n;
/** Readers that catch up from the database at one time; the others wait, so that queries find a free connection. */
const CATCHING_UP = 2;

/**
 * The change log as one process follows it for all its stream readers: the log is read once, whoever is near its end
 * is served from memory, whoever is behind from the database. Nothing is read while nobody follows.
 *
 * A reader holds a position in the log and asks for what comes after it. Sequences follow commit order, so a position
 * is all there is to know: no gap, no repeat, whichever of the two sources answers.
 */
export class ChangeFeed {
  readonly #options: ChangeFeedOptions;
  readonly #ring: ChangeRing;
  readonly #waiting = new Set<() => void>();
  readonly #catchingUp = new Turns(CATCHING_UP);
  #followers = 0;
  #generation = 0;
  #resyncs = 0;
  #pulling: Promise<void> | null = null;
  #pullAgain = false;
  #listener: ChangeListener | null = null;
  #listening: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: ChangeFeedOptions) {
    this.#options = options;
    this.#ring = new ChangeRing(options.ringBytes);
  }

  get followers(): number {
    return this.#followers;
  }

  /** Bytes of changes in memory, shared by all followers. */
  get ringBytes(): number {
    return this.#ring.bytes;
  }

  /** Readers told to take a snapshot, because what they had not read was no longer kept. */
  get resyncs(): number {
    return this.#resyncs;
  }

  /** Starts to listen; without the connection, and until it is there again, polling alone carries on. */
  open(): void {
    this.#listening = this.#listen();
    this.#timer = setInterval(() => {
      this.#listening ??= this.#listen();
      this.#wake();
    }, this.#options.pollEvery);
    this.#timer.unref();
  }

  async close(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    await this.#listening;
    await this.#listener?.stop().catch(() => undefined);
    this.#listener = null;
    await this.#pulling;
  }

  /** Counts a reader in; the function returned counts it out. */
  async join(): Promise<() => void> {
    this.#followers += 1;
    let here = true;
    const leave = () => {
      if (here) this.#followers -= 1;
      here = false;
    };
    try {
      // After a time without readers the ring lies far back: begin at the log's end, not with all that was missed.
      if (this.#followers === 1) await this.#restart();
    } catch (error) {
      leave();
      throw error;
    }
    return leave;
  }

  /** The matching changes after a position, as far as one step goes; the same position where there is nothing new. */
  async read(position: bigint, filter: GrowthFilter): Promise<NextFrames> {
    if (this.#ring.covers(position)) return this.#ring.after(position, filter, STEP_BYTES);
    return this.#catchingUp.run(() => this.#readLog(position, filter));
  }

  /** Resolves when the log is known to reach past a position, or the signal aborts. */
  async changed(position: bigint, signal: AbortSignal): Promise<void> {
    while (this.#ring.top <= position && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const done = () => {
          this.#waiting.delete(done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        this.#waiting.add(done);
        signal.addEventListener('abort', done);
      });
    }
  }

  async #readLog(position: bigint, filter: GrowthFilter): Promise<NextFrames> {
    const reach = position + STEP_REACH;
    const until = reach < this.#ring.top ? reach : this.#ring.top;
    const range = { after: String(position), until: String(until), limit: STEP_ROWS, bytes: STEP_BYTES };
    const states = await readMatchingChanges(this.#options.db, filter, range);
    const lastState = isFullPage(states, STEP_ROWS, STEP_BYTES)
      ? (states.at(-1)?.sequence ?? range.until)
      : range.until;
    const registered = await readRegisteredBetween(this.#options.db, { ...range, until: lastState });
    const end = isFullPage(registered, STEP_ROWS, STEP_BYTES)
      ? (registered.at(-1)?.sequence ?? lastState)
      : lastState;
    const resync = await resyncAfter(this.#options.db, String(position), filter);
    if (resync) {
      this.#resyncs += 1;
      return { data: resyncFrame(resync), position: BigInt(resync.after) };
    }
    const rows: readonly ChangeRow[] = [
      ...states,
      ...registered.filter((row) => isOfInterest(filter, subjectOf(row))),
    ]
      .filter(({ sequence }) => BigInt(sequence) <= BigInt(end))
      .sort((a, b) => Number(BigInt(a.sequence) - BigInt(b.sequence)));
    return { data: rows.length > 0 ? Buffer.concat(rows.map(frameOf)) : null, position: BigInt(end) };
  }

  async #restart(): Promise<void> {
    const generation = ++this.#generation;
    const last = BigInt(await lastSequence(this.#options.db));
    if (generation !== this.#generation) return;
    // Also what a pull began to read while the end was being asked for belongs to the ring as it was.
    this.#generation += 1;
    this.#ring.reset(last);
    this.#release();
  }

  #wake(): void {
    if (this.#followers === 0) return;
    if (this.#pulling) {
      this.#pullAgain = true;
      return;
    }
    this.#pulling = this.#pull()
      .catch((error: unknown) => {
        this.#options.onTrouble('reading the change log', error);
      })
      .finally(() => {
        this.#pulling = null;
        if (!this.#pullAgain) return;
        this.#pullAgain = false;
        this.#wake();
      });
  }

  async #pull(): Promise<void> {
    for (;;) {
      const generation = this.#generation;
      const rows = await readChanges(this.#options.db, String(this.#ring.top), PULL_ROWS);
      // A restart in between moved the ring; these rows no longer follow on it.
      if (generation === this.#generation) {
        // So far behind that some of what follows is no longer kept: who waits for it is told from the database.
        if (!follows(rows, this.#ring.top)) return await this.#restart();
        this.#ring.append(rows.map(ringEntry));
      }
      if (rows.length > 0) this.#release();
      if (!isFullPage(rows, PULL_ROWS) || this.#followers === 0) return;
    }
  }

  #release(): void {
    for (const done of [...this.#waiting]) done();
  }

  async #listen(): Promise<void> {
    const wake = () => {
      this.#wake();
    };
    try {
      this.#listener = await this.#options.listen(wake, (error) => {
        this.#listener = null;
        this.#listening = null;
        this.#options.onTrouble('listening for changes', error);
      });
      this.#wake();
    } catch (error) {
      this.#listening = null;
      this.#options.onTrouble('listening for changes', error);
    }
  }
}

/** Sequences have no gaps but where changes were removed. */
function follows(rows: readonly ChangeRow[], top: bigint): boolean {
  const last = rows.at(-1);
  return last === undefined || BigInt(last.sequence) === top + BigInt(rows.length);
}

function frameOf(row: ChangeRow): Buffer {
  return sseFrame(row.sequence, changeJson(row), row.kind ? `${row.kind}-updated` : 'growth-updated');
}

function ringEntry(row: ChangeRow): RingEntry {
  const frame = frameOf(row);
  const sequence = BigInt(row.sequence);
  if (row.kind) return { sequence, subject: subjectOf(row), frame };
  const series = parseSeriesKey(row.key);
  if (!series) throw new Error(`${row.key} is not a series key`);
  const { domain, period } = row;
  const state = { series, domain, period, bounds: periodBounds(period) };
  return { sequence, subject: { kind: 'growth', state }, frame };
}

/** Lets so many run at a time; the others wait in line. */
class Turns {
  #free: number;
  readonly #line: (() => void)[] = [];

  constructor(free: number) {
    this.#free = free;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#line.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#line.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}
