import { periodBounds } from '@silkgauge/growth';
import {
  Outdated,
  Overtaken,
  UnstorableData,
  type Advance,
  type BatchAdvance,
  type FoldedTotals,
  type NewChange,
} from '@silkgauge/read-model';
import type { NamedChange, Outcome } from '@silkgauge/aggregation';
import { keyOfMonth, monthKey, placeKey } from './keys.ts';
import { lockFitting, segmentsOf } from './operations-claims.ts';
import type { StateRow } from './tables.ts';
import { StoreError, type Transaction } from './transaction.ts';

/** A month that the simulated database refuses, like a numeric overflow. */
export const UNSTORABLE_PERIOD = '1999-12';

/** Steps of a write, each in the write's transaction unless a guarantee is dropped. */
export interface Parts {
  /** Whether no facts of platforms have come since the turn. */
  readonly isTurn: (tx: Transaction, turn: string) => boolean;
  /** Locks the positions that may move; returns the ones that do. */
  readonly lock: (tx: Transaction, advances: readonly Advance[]) => readonly Advance[];
  readonly inOwn: (part: Part, tx: Transaction) => Transaction;
}

export type Part = 'position' | 'totals' | 'identities' | 'cursor';

const WHOLE: Parts = {
  isTurn: (tx, turn) => tx.tables.facts_turn.get(tx, '')?.platform === turn,
  lock: lockFitting,
  inOwn: (_, tx) => tx,
};

/** Writes positions, totals, identities and versions of an outcome; returns the last sequence. */
export function writes(dropped: Partial<Parts> = {}) {
  const parts = { ...WHOLE, ...dropped };
  return (tx: Transaction, outcome: Outcome): bigint | null => {
    const { sales, advances, changes, registered } = outcome;
    if (sales) {
      tx.lockAdvisory('platform', 'shared');
      if (!parts.isTurn(tx, sales.turn)) throw new Outdated('figures or notices have come');
    }
    // Locks come before any write: an operation that waits for a lock is run again.
    const isLogged = changes.length + registered.length > 0;
    const moving = parts.lock(tx, advances);
    lockWritten(tx, outcome, isLogged && parts.inOwn('cursor', tx) === tx);
    const steps: Readonly<Record<Exclude<Part, 'cursor'>, (own: Transaction) => void>> = {
      position: (own) => {
        if (moving.length !== advances.length) throw new Overtaken('moved on already');
        move(own, moving);
      },
      totals: (own) => {
        if (sales) setTotals(own, sales);
      },
      identities: (own) => {
        remember(own, advances);
      },
    };
    // Parts with a transaction of their own are written first; positions are first in any case.
    const isOwn = (part: Part) => part !== 'position' && parts.inOwn(part, tx) !== tx;
    const order = (['position', 'totals', 'identities'] as const).toSorted((a, b) => +isOwn(b) - +isOwn(a));
    const inOwn = (part: Part, work: (own: Transaction) => void): void => {
      const own = parts.inOwn(part, tx);
      work(own);
      if (own !== tx) own.commit();
    };
    for (const part of order) inOwn(part, steps[part]);
    if (!isLogged) return null;
    let last = 0n;
    inOwn('cursor', (own) => {
      last = takeSequences(own, changes.length + registered.length);
    });
    append(tx, outcome, last - BigInt(changes.length + registered.length));
    return last;
  };
}

function lockWritten(tx: Transaction, { sales, changes, registered }: Outcome, takesCursor: boolean): void {
  const { sale_total, change_cursor, growth_state, change, register_version } = tx.tables;
  tx.lockRows(sale_total, sales?.totals.map(keyOfMonth) ?? []);
  if (takesCursor) tx.lockRows(change_cursor, ['']);
  tx.lockRows(growth_state, changes.map(keyOfMonth));
  // Unique indexes: a second writer of a version waits for the first.
  tx.lockRows(change, changes.map(versionKey));
  tx.lockRows(register_version, registered.map(registeredKey));
}

/** Moves positions, and records their epochs. */
function move(tx: Transaction, advances: readonly Advance[]): void {
  const { consumer_position: table } = tx.tables;
  for (const { topic, partition, epoch, next } of advances) {
    const key = placeKey(topic, partition);
    const before = table.get(tx, key);
    if (before) table.set(tx, key, { ...before, next_offset: next });
    tx.advanced.set(key, epoch);
  }
}

function setTotals(tx: Transaction, { seen, totals }: FoldedTotals): void {
  const { sale_total: table } = tx.tables;
  const eventsOf = (key: string) => table.get(tx, key)?.events.toString() ?? null;
  const isOther =
    seen.some((one) => eventsOf(keyOfMonth(one)) !== one.events) ||
    totals.some((one) => eventsOf(keyOfMonth(one)) !== one.before);
  if (isOther) throw new Outdated('totals are others by now');
  for (const { seriesId, period, total, events, units, last } of totals) {
    if (period === UNSTORABLE_PERIOD) throw new UnstorableData('value overflows numeric format');
    table.set(tx, monthKey(seriesId, period), {
      ...{ series_id: seriesId, period, total },
      ...{ events: BigInt(events), units, last_ordered: last },
    });
  }
}

function remember(tx: Transaction, advances: readonly BatchAdvance[]): void {
  const { identity_window: table } = tx.tables;
  for (const { topic, partition, expected, remembered } of advances) {
    if (!remembered) continue;
    const { identities, knownUntil, keepFrom } = remembered;
    const keyOf = (first: bigint) => `${placeKey(topic, partition)}/${String(first)}`;
    if (identities.length > 0)
      table.set(tx, keyOf(expected), {
        ...{ topic, partition, first_offset: expected },
        ...{ known_until: knownUntil, identities },
      });
    if (keepFrom === null) continue;
    for (const { first_offset } of segmentsOf(tx, topic, partition))
      if (first_offset < keepFrom) table.set(tx, keyOf(first_offset), null);
  }
}

/** Returns the last of `count` new sequences. */
function takeSequences(tx: Transaction, count: number): bigint {
  const { change_cursor: table } = tx.tables;
  const last = (table.get(tx, '')?.last ?? 0n) + BigInt(count);
  table.set(tx, '', { last });
  return last;
}

function append(tx: Transaction, { changes, registered, sales }: Outcome, before: bigint): void {
  changes.forEach((change, index) => {
    appendState(tx, change, before + BigInt(index + 1));
  });
  registered.forEach((version, index) => {
    const { knownAt: known_at, ...row } = version;
    const sequence = before + BigInt(changes.length + index + 1);
    const { register_version: table } = tx.tables;
    if (table.get(tx, registeredKey(version)))
      throw new StoreError(`duplicate version ${registeredKey(version)}`);
    table.set(tx, registeredKey(version), { ...row, known_at, sequence });
  });
  for (const { platform, month, place } of sales?.firsts ?? []) {
    const { sale_month: table } = tx.tables;
    const key = `${platform}/${month}`;
    const known_at = changes[place - 1]?.knownAt;
    if (table.get(tx, key) || !known_at) continue;
    table.set(tx, key, { platform, month, sequence: before + BigInt(place), known_at });
  }
}

/** A version follows its predecessor, if there is one. */
function appendState(tx: Transaction, version: NamedChange, sequence: bigint): void {
  const { growth_state, change } = tx.tables;
  const present = growth_state.get(tx, keyOfMonth(version));
  const isTaken = change.all(tx).some((row) => versionKeyOf(row) === versionKey(version));
  if (isTaken || (present && present.version !== version.version - 1))
    throw new Outdated('states have other versions by now');
  if (change.get(tx, String(sequence))) throw new StoreError(`duplicate sequence ${String(sequence)}`);
  const row = stateRow(version, sequence);
  growth_state.set(tx, keyOfMonth(version), row);
  const { series_id, period, known_at } = row;
  const { document } = version;
  change.set(tx, String(sequence), {
    ...{ sequence, series_id, period, version: version.version, known_at, document },
  });
}

function stateRow({ seriesId, period, version, knownAt }: NewChange, sequence: bigint): StateRow {
  const bounds = periodBounds(period);
  return {
    ...{ series_id: seriesId, period, version, sequence, known_at: knownAt },
    ...{ period_start: bounds?.start ?? null, period_end: bounds?.end ?? null },
  };
}

const versionKey = (change: NewChange): string => `${keyOfMonth(change)}/${String(change.version)}`;

const versionKeyOf = (row: {
  readonly series_id: string;
  readonly period: string;
  readonly version: number;
}): string => `${monthKey(row.series_id, row.period)}/${String(row.version)}`;

const registeredKey = ({ kind, key, version }: Outcome['registered'][number]): string =>
  `${kind} ${key} ${String(version)}`;
