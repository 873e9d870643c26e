import { KINDS, parseSeriesKey } from '@silkgauge/contract';
import {
  ChangeWatcher,
  changeJson,
  isFullPage,
  isServed,
  lastSequence,
  readChanges,
  filteredVersion,
  type ChangeListener,
  type ChangeRow,
  type Queryable,
  type ServedRow,
} from '@silkgauge/read-model';
import { readAskedRows } from '../log/asked-rows.ts';
import { resyncAfter } from '../log/resync.ts';
import { subjectOf, type Asked } from '../log/subject.ts';
import { ChangeRing, type RingEntry, type NextFrames } from './change-ring.ts';
import { resyncFrame, sseFrame } from './sse-frame.ts';

export interface ChangeFeedOptions {
  readonly db: Queryable;
  /** Opens the one LISTEN connection of this process. */
  readonly listen: (onChange: () => void, onLost: (error: Error | null) => void) => Promise<ChangeListener>;
  /** Milliseconds between polls of the log, which make up for lost notifications. */
  readonly pollEvery: number;
  readonly ringBytes: number;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/** Rows per read into the ring, besides the byte limit `BUDGET.page`. */
const PULL_ROWS = 500;
/** Bytes per step: the most that a slow reader holds in memory. */
const STEP_BYTES = 64 * 1024;
const STEP_ROWS = 100;
/** Sequences that one statement scans for a reader with a narrow filter. */
const STEP_REACH = 50_000n;
/** Readers that catch up from the database at once; others wait, so that queries find a connection. */
const CATCHING_UP = 2;

/**
 * Follows the change log once for all stream readers of a process: readers near its end are served from
 * memory, others from the database. Nothing is read without readers.
 *
 * A reader holds one position. Sequences follow commit order, so both sources serve it without gap or repeat.
 */
export class ChangeFeed {
  readonly #options: ChangeFeedOptions;
  readonly #ring: ChangeRing;
  readonly #watcher: ChangeWatcher;
  readonly #waiting = new Set<() => void>();
  readonly #catchingUp = new Turns(CATCHING_UP);
  #followers = 0;
  #generation = 0;
  #resyncs = 0;

  constructor(options: ChangeFeedOptions) {
    this.#options = options;
    this.#ring = new ChangeRing(options.ringBytes);
    this.#watcher = new ChangeWatcher({ ...options, pull: () => this.#pull() });
  }

  get followers(): number {
    return this.#followers;
  }

  /** Bytes of changes in memory, shared by all readers. */
  get ringBytes(): number {
    return this.#ring.bytes;
  }

  /** Readers told since the start to take a snapshot, because changes after their position are gone. */
  get resyncs(): number {
    return this.#resyncs;
  }

  /** Starts to listen and to poll. Polling alone carries on while the connection is away. */
  open(): void {
    this.#watcher.open();
  }

  close(): Promise<void> {
    return this.#watcher.close();
  }

  /** Counts a reader in; the returned function counts the reader out. */
  async join(): Promise<() => void> {
    this.#followers += 1;
    let here = true;
    const leave = () => {
      if (here) this.#followers -= 1;
      here = false;
    };
    try {
      // Without readers the ring fell behind: it begins again at the log's end.
      if (this.#followers === 1) await this.#restart();
    } catch (error) {
      leave();
      throw error;
    }
    return leave;
  }

  /** Matching changes of one step after a position; the position stays if the log has nothing new. */
  async read(position: bigint, asked: Asked): Promise<NextFrames> {
    if (this.#ring.covers(position)) return this.#ring.after(position, asked, STEP_BYTES);
    return this.#catchingUp.run(() => this.#readLog(position, asked));
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

  async #readLog(position: bigint, asked: Asked): Promise<NextFrames> {
    // An index leads to registers, however far the log reaches; of states and alerts most may be passed by.
    const isPassedBy = asked.kinds.has('state') || asked.kinds.has('alert');
    const reach = isPassedBy ? position + STEP_REACH : this.#ring.top;
    const until = reach < this.#ring.top ? reach : this.#ring.top;
    const range = { after: String(position), until: String(until), limit: STEP_ROWS, bytes: STEP_BYTES };
    const { rows, end } = await readAskedRows(this.#options.db, asked, range);
    const resync = await resyncAfter(this.#options.db, String(position), asked);
    if (resync) {
      this.#resyncs += 1;
      return { data: resyncFrame(resync), position: BigInt(resync.after) };
    }
    return { data: rows.length > 0 ? Buffer.concat(rows.map(frameOf)) : null, position: BigInt(end) };
  }

  async #restart(): Promise<void> {
    const generation = ++this.#generation;
    const last = BigInt(await lastSequence(this.#options.db));
    if (generation !== this.#generation) return;
    // A pull that began during the statement above read for the old ring.
    this.#generation += 1;
    this.#ring.reset(last);
    this.#release();
  }

  async #pull(): Promise<void> {
    while (this.#followers > 0) {
      const generation = this.#generation;
      const rows = await readChanges(this.#options.db, String(this.#ring.top), PULL_ROWS);
      // After a restart the rows no longer follow on the ring.
      if (generation === this.#generation) {
        // The next changes were removed: waiting readers are served from the database, with a resync.
        if (!follows(rows, this.#ring.top)) return await this.#restart();
        this.#ring.append(rows.map(ringEntry));
      }
      if (rows.length > 0) this.#release();
      if (!isFullPage(rows, PULL_ROWS)) return;
    }
  }

  #release(): void {
    for (const done of [...this.#waiting]) done();
  }
}

/** True unless removed changes leave a gap after `top`. */
function follows(rows: readonly ChangeRow[], top: bigint): boolean {
  const last = rows.at(-1);
  return last === undefined || BigInt(last.sequence) === top + BigInt(rows.length);
}

const NO_FRAME = Buffer.alloc(0);

function frameOf(row: ServedRow): Buffer {
  return sseFrame(row.sequence, changeJson(row), KINDS[row.kind ?? 'state'].streamEvent);
}

function ringEntry(row: ChangeRow): RingEntry {
  const sequence = BigInt(row.sequence);
  if (!isServed(row)) return { sequence, subject: null, frame: NO_FRAME };
  const frame = frameOf(row);
  if (row.kind) return { sequence, subject: subjectOf(row), frame };
  const series = parseSeriesKey(row.key);
  if (!series) throw new Error(`${row.key} is not a series key`);
  const { domain, period } = row;
  // The frame has the document: beside it the ring would hold that twice.
  const state = filteredVersion({ series, domain, period }, () => frame.toString());
  return { sequence, subject: { kind: 'state', state }, frame };
}

/** Runs `free` tasks at a time; the others wait in line. */
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
