import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Refusal } from './deliver.ts';
import { LoaderError } from './errors.ts';

/** An event by its lane, and its place among the events of the lane, from 0. */
export interface LanePlace {
  readonly lane: string;
  readonly place: number;
}

/** What a door has acknowledged of a push that did not come to its end: a later push leaves that out. */
export interface Journal {
  /** When the push first ran, RFC 3339. */
  readonly startedAt: string;
  readonly accepted: number;
  /** With the first refusals, as far as they were kept. */
  readonly refused: number;
  readonly refusals: readonly Refusal[];
  /** Places of one lane are asked for in rising order. */
  has(event: LanePlace): boolean;
  /** Notes acceptance of events of one lane; written when the call returns. */
  accept(events: readonly LanePlace[]): void;
  refuse(event: LanePlace, refusal: Refusal): void;
  /** Every event has a final answer: nothing is left to go on with. */
  end(): void;
  close(): void;
}

/** Of a push from standard input, which cannot be read again. */
export const NO_JOURNAL: Journal = {
  startedAt: '',
  accepted: 0,
  refused: 0,
  refusals: [],
  has: () => false,
  accept: () => undefined,
  refuse: () => undefined,
  end: () => undefined,
  close: () => undefined,
};

/** What makes two pushes the same: equal events in equal lanes, through the same doors. */
export interface PushIdentity {
  readonly doors: readonly string[];
  /** Of the content, SHA-256. */
  readonly digest: string;
  readonly feed: string | undefined;
  readonly lanes: number;
}

/** Inclusive. */
type Range = readonly [from: number, to: number];

interface Line {
  readonly lane: string;
  readonly accepted?: readonly Range[];
  readonly refused?: number;
  readonly refusal?: Refusal;
}

const MOST_REFUSALS = 1000;
const MOST_REASONS = 20;
const MOST_LETTERS = 1000;

/**
 * The journal of a push in `pushes` of the state folder: a line for each answer of a door. `fresh` forgets what
 * an earlier push has noted. A line that a crash has torn counts as not written.
 * @throws LoaderError `usage` where the folder cannot be written
 */
export function openJournal(stateFolder: string, identity: PushIdentity, fresh: boolean): Journal {
  const { doors, digest, feed, lanes } = identity;
  const name = createHash('sha256')
    .update(JSON.stringify([doors, digest, feed ?? null, lanes]))
    .digest('hex');
  const folder = join(stateFolder, 'pushes');
  const path = join(folder, `${name.slice(0, 32)}.jsonl`);
  const { file, text } = opened(folder, path, fresh);
  const before = readLines(text);
  const write = (line: Line | { readonly startedAt: string }) => writeSync(file, `${JSON.stringify(line)}\n`);
  if (text !== '' && !text.endsWith('\n')) writeSync(file, '\n');
  const startedAt = startOf(text) ?? new Date().toISOString();
  if (text === '') write({ startedAt });
  let kept = before.refusals.length;
  return {
    ...before,
    startedAt,
    has: ({ lane, place }) => before.lanes.get(lane)?.has(place) ?? false,
    accept: (events) => {
      const [first] = events;
      if (first) write({ lane: first.lane, accepted: rangesOf(events.map(({ place }) => place)) });
    },
    refuse: ({ lane, place }, refusal) => {
      kept += 1;
      write({ lane, refused: place, ...(kept <= MOST_REFUSALS && { refusal: shortened(refusal) }) });
    },
    end: () => {
      rmSync(path, { force: true });
    },
    close: () => {
      closeSync(file);
    },
  };
}

const shortened = ({ name, reasons, line, rule }: Refusal): Refusal => ({
  name: name.slice(0, MOST_LETTERS),
  reasons: reasons.slice(0, MOST_REASONS).map((reason) => reason.slice(0, MOST_LETTERS)),
  line,
  rule: rule.slice(0, MOST_LETTERS),
});

/** The start that the first line notes. */
const startOf = (text: string): string | undefined => /^\{"startedAt":"([^"]+)"\}\n/.exec(text)?.[1];

/** @throws LoaderError `usage` where the folder cannot be written */
function opened(folder: string, path: string, fresh: boolean): { file: number; text: string } {
  try {
    mkdirSync(folder, { recursive: true });
    if (fresh) rmSync(path, { force: true });
    return { text: textOf(path), file: openSync(path, 'a') };
  } catch (error) {
    const why = (error as Error).message;
    throw new LoaderError(
      'usage',
      `A push keeps a journal (${why}). Name a folder to write to in SILKGAUGE_STATE.`,
      {
        cause: error,
      },
    );
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

function readLines(text: string) {
  const ranges = new Map<string, Range[]>();
  const refusals: Refusal[] = [];
  const seen = new Set<string>();
  for (const line of text.split('\n').map(parseLine)) {
    if (!line) continue;
    const { lane, accepted = [], refused, refusal } = line;
    const added: readonly Range[] = refused === undefined ? accepted : [[refused, refused]];
    const those = ranges.get(lane) ?? [];
    those.push(...added);
    ranges.set(lane, those);
    if (refused !== undefined) seen.add(`${lane} ${String(refused)}`);
    if (refusal) refusals.push(refusal);
  }
  const lanes = new Map([...ranges].map(([lane, those]) => [lane, new Places(those)]));
  const places = [...lanes.values()].reduce((sum, { count }) => sum + count, 0);
  return { lanes, accepted: places - seen.size, refused: seen.size, refusals };
}

function parseLine(text: string): Line | null {
  try {
    const line = JSON.parse(text) as Partial<Line> | null;
    return typeof line?.lane === 'string' ? (line as Line) : null;
  } catch {
    return null;
  }
}

/** Acknowledged places of a lane, asked for in rising order. */
class Places {
  readonly #ranges: [from: number, to: number][] = [];
  #at = 0;

  constructor(ranges: readonly Range[]) {
    for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
      const last = this.#ranges.at(-1);
      if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
      else this.#ranges.push([from, to]);
    }
  }

  get count(): number {
    return this.#ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0);
  }

  has(place: number): boolean {
    while ((this.#ranges[this.#at]?.[1] ?? Infinity) < place) this.#at += 1;
    return (this.#ranges[this.#at]?.[0] ?? Infinity) <= place;
  }
}

/** Rising places as ranges. */
function rangesOf(places: readonly number[]): Range[] {
  const ranges: [number, number][] = [];
  for (const place of places) {
    const last = ranges.at(-1);
    if (last && place === last[1] + 1) last[1] = place;
    else ranges.push([place, place]);
  }
  return ranges;
}
