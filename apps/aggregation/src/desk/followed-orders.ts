import { ORDER_PREFIX } from '@silkgauge/contract';
import type { LogEntry } from '@silkgauge/read-model';

/** The orders of one register in the log, and which of these a part of the desk cannot follow. */
export class FollowedOrders {
  readonly #prefix: string;
  #unfollowed = new Map<string, string>();

  constructor(register: keyof typeof ORDER_PREFIX) {
    this.#prefix = ORDER_PREFIX[register];
  }

  /** The name of the order that an entry of the log is; null for an entry that is no order of this register. */
  nameIn({ kind, key }: Pick<LogEntry, 'kind' | 'key'>): string | null {
    return kind === 'order' && key.startsWith(this.#prefix) ? key.slice(this.#prefix.length) : null;
  }

  /** Why orders cannot be followed, by their keys in the log. */
  get unfollowed(): ReadonlyMap<string, string> {
    return new Map([...this.#unfollowed].map(([name, reason]) => [this.#prefix + name, reason]));
  }

  isUnfollowed(name: string): boolean {
    return this.#unfollowed.has(name);
  }

  /** Begins anew, with the orders that cannot be followed, by name, and why. */
  begin(unfollowed: ReadonlyMap<string, string>): void {
    this.#unfollowed = new Map(unfollowed);
  }

  /** A step has decided on an order, so that it is followed from now on. */
  follow(name: string): void {
    this.#unfollowed.delete(name);
  }
}
