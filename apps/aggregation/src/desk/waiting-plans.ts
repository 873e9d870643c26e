/** What a plan waits for: a release, and the instant that this is promised for, null where it is not scheduled. */
export interface Waiting {
  readonly release: string;
  readonly promised: Date | null;
}

/** Finds the plans that wait for a release, by what may lift it. */
export class WaitingPlans {
  readonly #plans = new Map<string, Waiting>();

  /** Sets what a plan waits for; null: nothing. */
  set(name: string, waiting: Waiting | null): void {
    if (waiting) this.#plans.set(name, waiting);
    else this.#plans.delete(name);
  }

  /** Names of the plans that wait for a release. */
  of(release: string): string[] {
    return [...this.#plans].flatMap(([name, one]) => (one.release === release ? [name] : []));
  }

  /** Names of the plans whose release a tick lifts, by its append time. */
  liftedBy(tick: Date): string[] {
    return [...this.#plans].flatMap(([name, { promised }]) =>
      promised !== null && promised <= tick ? [name] : [],
    );
  }
}
