import { entryHash } from './chain.ts';
import { isAuditEntry } from './read-entry.ts';

/** The first entry that does not stand as it was written. */
export interface AuditFault {
  readonly kind: 'changed' | 'missing' | 'moved' | 'not-an-entry';
  /** Place among the entries given, from 1; of a missing one the place of the next of its chain. */
  readonly place: number;
  readonly chain: string | null;
  readonly n: number | null;
}

export interface AuditReport {
  readonly entries: number;
  readonly chains: number;
  readonly fault: AuditFault | null;
}

interface ChainState {
  n: number;
  hash: string | null;
  /** The first entry that stands in another's place, which is missing or comes later. */
  gap: { readonly place: number; readonly n: number; comesLater: boolean } | null;
}

/**
 * Follows all entries of a topic, in order. The memory that it takes grows with the chains alone. Entries that
 * were taken away from the end of a chain leave no trace in it: what keeps them is the topic.
 */
export class AuditCheck {
  readonly #chains = new Map<string, ChainState>();
  #place = 0;
  #fault: AuditFault | null = null;

  add(value: unknown): void {
    this.#place += 1;
    if (!isAuditEntry(value)) {
      this.#found('not-an-entry', null, null);
      return;
    }
    const { chain, n, prev, hash } = value;
    if (entryHash(value) !== hash) {
      this.#found('changed', chain, n);
      return;
    }
    const state = this.#chains.get(chain) ?? { n: 0, hash: null, gap: null };
    this.#chains.set(chain, state);
    if (state.gap) {
      state.gap.comesLater ||= n === state.n + 1;
    } else if (n > state.n + 1) state.gap = { place: this.#place, n, comesLater: false };
    // The answer of the broker was lost, and the writer sent its last entry again.
    else if (n === state.n && hash === state.hash) return;
    else if (n <= state.n) this.#found('moved', chain, n);
    // The entry before has the hash of its content, and not the one that it had when this one was written.
    else if (prev !== state.hash) this.#found('changed', chain, Math.max(state.n, 1));
    else {
      state.n = n;
      state.hash = hash;
    }
  }

  report(): AuditReport {
    const gaps = [...this.#chains].flatMap(([chain, { n, gap }]): AuditFault[] => {
      if (!gap) return [];
      const { place, comesLater } = gap;
      return [
        comesLater ? { kind: 'moved', place, chain, n: gap.n } : { kind: 'missing', place, chain, n: n + 1 },
      ];
    });
    const faults = [...(this.#fault ? [this.#fault] : []), ...gaps];
    const [first = null] = faults.sort((a, b) => a.place - b.place);
    return { entries: this.#place, chains: this.#chains.size, fault: first };
  }

  #found(kind: AuditFault['kind'], chain: string | null, n: number | null): void {
    this.#fault ??= { kind, place: this.#place, chain, n };
  }
}
