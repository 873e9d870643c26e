import { Random } from '../../random.ts';
import {
  COMMIT_POINTS,
  KINDS,
  NOMINAL,
  POINTS,
  PRODUCE_POINTS,
  ROUND,
  SESSION_SECONDS,
  type Ending,
  type Fault,
  type FaultKind,
  type Point,
} from './faults.ts';

/** A fault, due `at` seconds after the start of the load and after the previous fault. */
export interface Planned {
  readonly at: number;
  readonly fault: Fault;
  /** Least number of running instances at the fault. */
  readonly instances: number;
  /** The next fault waits for progress; otherwise faults may overlap. */
  readonly settles: boolean;
}

const OUTAGE_SECONDS = 10;
/** Seconds after which a missing or frozen replica leaves the in-sync set. */
const LAG_SECONDS = 3;

/**
 * The faults of a run, from its seed. Rounds hold every kind as often as `ROUND` says, in random order; all
 * points come up before any repeats. `seconds` bounds the start of the last fault.
 */
export function schedule(seed: number, seconds: number, kinds: readonly FaultKind[] = KINDS): Planned[] {
  const random = new Random(seed);
  const decks: Decks = {
    steps: new Deck(POINTS, random),
    frozen: new Deck(POINTS, random),
    commits: new Deck(COMMIT_POINTS, random),
    produces: new Deck(PRODUCE_POINTS, random),
  };
  const planned: Planned[] = [];
  for (let at = 1; at < seconds;) {
    const round = KINDS.filter((kind) => kinds.includes(kind)).flatMap((kind) =>
      Array.from({ length: ROUND[kind] }, () => kind),
    );
    for (const kind of random.shuffled(round)) {
      const fault = draw(kind, random, decks);
      const settles = random.unit() < 0.7;
      const begins = tenths(at);
      if (begins < seconds) planned.push({ at: begins, fault, instances: isLong(fault) ? 2 : 1, settles });
      at += NOMINAL[kind] + ('seconds' in fault ? fault.seconds : 0) + random.unit();
    }
    if (round.length === 0) throw new RangeError('no kind of fault is left to plan');
  }
  return planned;
}

/** Longest nominal seconds of a round: a schedule of that length holds every kind. */
export const ROUND_SECONDS = KINDS.reduce((sum, kind) => sum + ROUND[kind] * (NOMINAL[kind] + 14), 1);

interface Decks {
  readonly steps: Deck<Point>;
  readonly frozen: Deck<Point>;
  readonly commits: Deck<Point>;
  readonly produces: Deck<Point>;
}

/** Deals its cards in random order, and shuffles again when all are dealt. */
class Deck<T> {
  readonly #cards: readonly T[];
  readonly #random: Random;
  #left: T[] = [];

  constructor(cards: readonly T[], random: Random) {
    this.#cards = cards;
    this.#random = random;
  }

  deal(): T {
    if (this.#left.length === 0) this.#left = this.#random.shuffled(this.#cards);
    const card = this.#left.pop();
    if (card === undefined) throw new Error('a deck without cards');
    return card;
  }
}

function draw(kind: FaultKind, random: Random, decks: Decks): Fault {
  const signal = (): Ending => (random.unit() < 0.5 ? 'kill' : 'stop');
  switch (kind) {
    case 'kill':
    case 'leader-moved':
    case 'log-replaced':
    case 'hot-figure':
    case 'lifting':
    case 'exports':
      return { kind };
    case 'kill-at-step':
    case 'cut-at-step':
      return { kind, point: decks.steps.deal() };
    case 'freeze':
      return { kind, seconds: freezing(random) };
    case 'freeze-at-step':
      return { kind, point: decks.frozen.deal(), seconds: freezing(random) };
    case 'cut-commit':
      return { kind, point: decks.commits.deal() };
    case 'cut-produce':
      return { kind, point: decks.produces.deal() };
    case 'broker-restart':
    case 'postgres-restart':
      return { kind, signal: signal() };
    case 'broker-outage':
      return { kind, seconds: OUTAGE_SECONDS };
    case 'postgres-outage':
      return { kind, signal: signal(), seconds: OUTAGE_SECONDS };
    case 'broker-killed':
      return { kind, seconds: tenths(LAG_SECONDS + 1 + 8 * random.unit()) };
    case 'isr-shrunk':
      return { kind, seconds: tenths(LAG_SECONDS + 2 + 4 * random.unit()) };
    case 'database-restored':
    case 'database-copied':
      return { kind, seconds: tenths(3 + 5 * random.unit()) };
    case 'rebalance':
      return { kind, instances: [1, 2, 3, 1] };
  }
}

/** Half of the freezes are shorter than a session; the others last until after a take-over. */
function freezing(random: Random): number {
  return tenths(random.unit() < 0.5 ? 0.5 + 3 * random.unit() : SESSION_SECONDS + 2 + 4 * random.unit());
}

const isLong = (fault: Fault): boolean =>
  (fault.kind === 'freeze' || fault.kind === 'freeze-at-step') && fault.seconds > SESSION_SECONDS;

const tenths = (number: number): number => Math.round(10 * number) / 10;
