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

/** A fault, and when it comes: not before `at` (seconds from the beginning of the load) nor before the one before is over. */
export interface Planned {
  readonly at: number;
  readonly fault: Fault;
  /** How many instances run at least when it comes. */
  readonly instances: number;
  /** The next one waits until records are dealt with again; otherwise it may come on top of this one. */
  readonly settles: boolean;
}

const OUTAGE_SECONDS = 10;
/** After so long the brokers no longer count on one that is away or stands still. */
const LAG_SECONDS = 3;

/**
 * The faults of a run, from its seed alone. They come in rounds, each with every kind as often as `ROUND` says, in an
 * order of its own; points are dealt out like cards, so that all come up before one comes again. `seconds` bounds when a
 * fault may begin.
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
      if (at < seconds) planned.push({ at: tenths(at), fault, instances: isLong(fault) ? 2 : 1, settles });
      at += NOMINAL[kind] + ('seconds' in fault ? fault.seconds : 0) + random.unit();
    }
    if (round.length === 0) throw new RangeError('no kind of fault is left to plan');
  }
  return planned;
}

/** How long a round may take at most by its nominal times, in seconds: every kind occurs in a schedule of that length. */
export const ROUND_SECONDS = KINDS.reduce((sum, kind) => sum + ROUND[kind] * (NOMINAL[kind] + 14), 1);

interface Decks {
  readonly steps: Deck<Point>;
  readonly frozen: Deck<Point>;
  readonly commits: Deck<Point>;
  readonly produces: Deck<Point>;
}

/** Deals its cards in a random order, and shuffles when all are dealt. */
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
      return { kind, seconds: tenths(3 + 5 * random.unit()) };
    case 'rebalance':
      return { kind, instances: [1, 2, 3, 1] };
  }
}

/** Half of them shorter than a session, half of them so long that others have taken over meanwhile. */
function freezing(random: Random): number {
  return tenths(random.unit() < 0.5 ? 0.5 + 3 * random.unit() : SESSION_SECONDS + 2 + 4 * random.unit());
}

const isLong = (fault: Fault): boolean =>
  (fault.kind === 'freeze' || fault.kind === 'freeze-at-step') && fault.seconds > SESSION_SECONDS;

const tenths = (number: number): number => Math.round(10 * number) / 10;
