import type { Lead } from '@silkgauge/aggregation';
import { Refusal, Wait } from '../scheduler.ts';
import type { Table, Tables } from './tables.ts';

/** A fault that no real server shows: a duplicate key, or a lock that never comes. */
export class StoreError extends Refusal {
  override readonly name = 'StoreError';
}

export type Mode = 'shared' | 'exclusive';

/** Advisory locks: of transactions, and of leading sessions. */
export type Lock = 'facts' | 'platform' | Lead;

/** Row and key locks and advisory locks, with their holders. */
export class Locks {
  /** Locks that transactions ignore, for a mutant. */
  readonly ignored: 'rows' | 'advisory' | null;
  readonly #rows = new Map<string, Transaction>();
  readonly #advisory = new Map<Lock, Map<object, Mode>>();

  constructor(ignored: 'rows' | 'advisory' | null = null) {
    this.ignored = ignored;
  }

  holderOf(row: string): Transaction | undefined {
    return this.#rows.get(row);
  }

  takeRow(row: string, by: Transaction): void {
    this.#rows.set(row, by);
  }

  freeRow(row: string): void {
    this.#rows.delete(row);
  }

  /** Takes an advisory lock unless conflicting holders exist, and returns those holders. */
  tryAdvisory(lock: Lock, by: object, mode: Mode): object[] {
    let holders = this.#advisory.get(lock);
    if (!holders) this.#advisory.set(lock, (holders = new Map()));
    const against = [...holders]
      .filter(([holder, held]) => holder !== by && (mode === 'exclusive' || held === 'exclusive'))
      .map(([holder]) => holder);
    if (against.length === 0 && holders.get(by) !== 'exclusive') holders.set(by, mode);
    return against;
  }

  freeAdvisory(by: object): void {
    for (const holders of this.#advisory.values()) holders.delete(by);
  }
}

/**
 * A transaction at read committed: writes are invisible before the commit, a written row blocks other writers
 * until the end, and each statement sees the rows committed when it ran.
 */
export class Transaction {
  readonly tables: Tables;
  readonly changes = new Map<Table<object>, Map<string, object | null>>();
  readonly notifications: string[] = [];
  /** Epochs of moved positions, by topic and partition. */
  readonly advanced = new Map<string, bigint>();
  ended = false;
  failed = false;
  readonly #locks: Locks;
  readonly #held: string[] = [];
  #waitsFor: Transaction | null = null;

  constructor(tables: Tables, locks: Locks) {
    this.tables = tables;
    this.#locks = locks;
  }

  /** Locks rows or future keys until the end, waiting for holders. Must precede any write. */
  lockRows(table: { readonly name: string }, keys: readonly string[]): void {
    if (this.#locks.ignored === 'rows') return;
    for (const key of keys) {
      const row = `${table.name}/${key}`;
      const holder = this.#locks.holderOf(row);
      if (holder === this) continue;
      if (holder) this.#wait([holder]);
      this.#locks.takeRow(row, this);
      this.#held.push(row);
    }
    this.#waitsFor = null;
  }

  lockAdvisory(lock: Lock, mode: Mode): void {
    if (this.#locks.ignored === 'advisory') return;
    const against = this.#locks.tryAdvisory(lock, this, mode);
    if (against.length > 0) this.#wait(against);
    this.#waitsFor = null;
  }

  commit(): void {
    for (const [table, rows] of this.changes) {
      for (const [key, row] of rows) {
        if (row) table.rows.set(key, row);
        else table.rows.delete(key);
      }
    }
    this.end();
  }

  /** Releases all locks and drops uncommitted writes. */
  end(): void {
    this.ended = true;
    for (const row of this.#held) this.#locks.freeRow(row);
    this.#locks.freeAdvisory(this);
  }

  #wait(holders: readonly object[]): never {
    const others = holders.filter((holder): holder is Transaction => holder instanceof Transaction);
    this.#waitsFor = others[0] ?? null;
    for (let next = this.#waitsFor; next; next = next.#waitsFor) {
      if (next === this) throw new StoreError('deadlock detected');
    }
    throw new Wait(() => this.ended || others.every((other) => other.ended));
  }
}
