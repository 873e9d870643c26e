/** Milliseconds of work between two turns of the event loop. */
const SLICE = 10;

/** An answer took longer to work out than one may, and was given up. */
export class TooMuchWork extends Error {
  override readonly name = 'TooMuchWork';
}

const nextTurn = (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve));

/**
 * One piece of work that lets the event loop run other work in between, and ends in time. The work says between
 * its steps, each of which takes a few milliseconds at most, that others may have their turn.
 */
export class Turns {
  readonly #late: number;
  readonly #end: number;
  readonly #yield: () => Promise<unknown>;
  #since = performance.now();

  /**
   * @param milliseconds after which the work is given up
   * @param letOthers lets others have their turn; may throw to end the work
   */
  constructor(milliseconds = Infinity, letOthers: () => Promise<unknown> = nextTurn) {
    this.#yield = letOthers;
    this.#late = this.#since + milliseconds / 2;
    this.#end = this.#since + milliseconds;
  }

  /** Whether half of the time is over: work that can be gone on with later stops at its next step. */
  get areLate(): boolean {
    return performance.now() >= this.#late;
  }

  /**
   * Lets others have their turn where it is time.
   * @throws TooMuchWork where the time is over
   */
  async next(): Promise<void> {
    const now = performance.now();
    if (now >= this.#end) throw new TooMuchWork('the work took longer than one answer may');
    if (now - this.#since < SLICE) return;
    await this.#yield();
    this.#since = performance.now();
  }

  /**
   * Does work that yields between its steps.
   * @throws TooMuchWork as `next`
   */
  async through<Found>(steps: Generator<void, Found, void>): Promise<Found> {
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
      await this.next();
    }
  }
}
