import type { Outgoing } from './log-entry.ts';

/** What was last made to be sent, for all subscriptions, by sequence; the oldest goes first. */
export class RecentDeliveries {
  readonly #byteLimit: number;
  readonly #held = new Map<number, Outgoing>();
  #bytes = 0;

  constructor(byteLimit: number) {
    this.#byteLimit = byteLimit;
  }

  get(sequence: number): Outgoing | undefined {
    return this.#held.get(sequence);
  }

  put(sequence: number, outgoing: Outgoing): void {
    if (this.#held.has(sequence)) return;
    this.#held.set(sequence, outgoing);
    this.#bytes += outgoing.body.length;
    for (const [oldest, { body }] of this.#held) {
      if (this.#bytes <= this.#byteLimit || oldest === sequence) return;
      this.#held.delete(oldest);
      this.#bytes -= body.length;
    }
  }
}
