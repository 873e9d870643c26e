import type { Domain } from '@silkgauge/contract';
import {
  BUDGET,
  documentBytes,
  untilFull,
  type ChangeRow,
  type DeadLetter,
  type PublishedKey,
  type PublishedRange,
  type RegisterChange,
  type RegisterKind,
  type SentLetter,
  type StateChange,
  type WaitingDeadLetter,
} from '@silkgauge/read-model';
import { monthKey, recordKey } from './keys.ts';
import { headersOf, insertLetter } from './operations-evidence.ts';
import { newestRegistered, registerChange } from './operations-loads.ts';
import type { ChangeTableRow, DeadLetterRow } from './tables.ts';
import type { Transaction } from './transaction.ts';

/** The change log, and the state of the relays. */
export const RELAYING = {
  relayPosition: (tx: Transaction, relay: string): string =>
    String(tx.tables.relay_position.get(tx, relay)?.sequence ?? 0),

  advanceRelay(tx: Transaction, relay: string, sequence: string): void {
    const { relay_position: table } = tx.tables;
    tx.lockRows(table, [relay]);
    const before = table.get(tx, relay)?.sequence ?? 0n;
    const to = BigInt(sequence);
    table.set(tx, relay, { relay, sequence: to > before ? to : before });
  },

  readChanges(tx: Transaction, after: string, limit: number, bytes: number = BUDGET.page): ChangeRow[] {
    const isLater = ({ sequence }: { readonly sequence: bigint }) => sequence > BigInt(after);
    const states = stateChanges(tx, isLater).map((row) => ({ ...row, kind: null }));
    const registered = tx.tables.register_version.all(tx).filter(isLater);
    return page<ChangeRow>(
      [...states, ...registered.map((row) => ({ ...registerChange(row), ...NO_STATE }))],
      limit,
      bytes,
    );
  },

  publishedSince(
    tx: Transaction,
    domain: Domain,
    seen: readonly PublishedKey[],
    range: PublishedRange,
  ): StateChange[] {
    const newest = new Set<bigint>();
    for (const { key, period, sequence } of seen) {
      const series = tx.tables.series.get(tx, key);
      const state = series && tx.tables.growth_state.get(tx, monthKey(series.series_id, period));
      if (series?.domain !== domain || !state || state.sequence <= BigInt(sequence)) continue;
      if (isInRange(tx, state.sequence, range)) newest.add(state.sequence);
    }
    return page(
      stateChanges(tx, ({ sequence }) => newest.has(sequence)),
      range.limit,
      BUDGET.page,
    );
  },

  registeredSince(
    tx: Transaction,
    kind: RegisterKind,
    seen: readonly { readonly key: string; readonly sequence: string }[],
    range: PublishedRange,
  ): RegisterChange[] {
    const seenAt = new Map(seen.map(({ key, sequence }) => [key, BigInt(sequence)]));
    const newest = newestRegistered(tx, (row) => row.kind === kind && seenAt.has(row.key));
    const newer = newest.filter(({ key, sequence }) => {
      const at = BigInt(sequence);
      return at > (seenAt.get(key) ?? 0n) && isInRange(tx, at, range);
    });
    return page(newer, range.limit, BUDGET.page);
  },

  setAside(tx: Transaction, letters: readonly DeadLetter[]): void {
    const { dead_letter: table } = tx.tables;
    tx.lockRows(table, letters.map(recordKey));
    for (const letter of letters)
      if (!table.get(tx, recordKey(letter))) insertLetter(tx, { ...letter, value: null });
  },

  waitingDeadLetters(tx: Transaction, limit: number, bytes: number = BUDGET.page): WaitingDeadLetter[] {
    const waiting = tx.tables.dead_letter
      .all(tx)
      .filter(({ relayed }) => !relayed)
      .sort((a, b) => Number(a.dead_letter_id - b.dead_letter_id))
      .slice(0, limit);
    return waiting.slice(0, untilFull(waiting, letterBytes, bytes)).map((row) => {
      const { topic, partition, rule, reason, key, value, known_at: knownAt } = row;
      const names = { deadLetterId: String(row.dead_letter_id), topic, partition };
      return {
        ...{ ...names, offset: String(row.offset), knownAt, rule, reason, key, value },
        headers: headersOf(row),
      };
    });
  },

  markRelayed(tx: Transaction, ids: readonly string[]): void {
    const wanted = new Set(ids);
    markWhere(tx, (row) => wanted.has(String(row.dead_letter_id)));
  },

  markRelayedAt(tx: Transaction, letters: readonly SentLetter[]): number {
    const sent = letters.map((letter) => ({ ...letter, offset: BigInt(letter.offset) }));
    const times = new Map(sent.map((letter) => [recordKey(letter), letter.knownAt]));
    return markWhere(tx, (row) => {
      const time = times.get(recordKey(row));
      if (row.relayed || time === undefined) return false;
      return time === null || time.getTime() === row.known_at.getTime();
    });
  },
};

/** Columns of a state, null for registered documents. */
const NO_STATE = { domain: null, period: null };

/** Whether the change lies in the range and was not set aside. */
function isInRange(tx: Transaction, sequence: bigint, { after, until, topic }: PublishedRange): boolean {
  const isSetAside = tx.tables.dead_letter.get(tx, recordKey({ topic, partition: 0, offset: sequence }));
  return sequence > BigInt(after) && sequence <= BigInt(until) && !isSetAside;
}

function stateChanges(tx: Transaction, isMeant: (row: ChangeTableRow) => boolean): StateChange[] {
  const series = new Map(tx.tables.series.all(tx).map((row) => [row.series_id, row]));
  return tx.tables.change
    .all(tx)
    .filter(isMeant)
    .flatMap(({ series_id, sequence, ...row }) => {
      const of = series.get(series_id);
      return of ? [{ ...row, sequence: String(sequence), key: of.key, domain: of.domain }] : [];
    });
}

/** A prefix of the rows in sequence order that fits a page. */
function page<T extends { readonly sequence: string; readonly document: string }>(
  rows: readonly T[],
  limit: number,
  bytes: number,
): T[] {
  const most = rows.toSorted((a, b) => Number(a.sequence) - Number(b.sequence)).slice(0, limit);
  return most.slice(0, untilFull(most, documentBytes, bytes));
}

function letterBytes({ key, value, headers }: DeadLetterRow): number {
  return (key?.length ?? 0) + (value?.length ?? 0) + Buffer.byteLength(headers);
}

/** Returns the number of marked letters. */
function markWhere(tx: Transaction, isMeant: (row: DeadLetterRow) => boolean): number {
  const { dead_letter: table } = tx.tables;
  const rows = table.all(tx).filter(isMeant);
  tx.lockRows(table, rows.map(recordKey));
  for (const row of rows) table.set(tx, recordKey(row), { ...row, relayed: true });
  return rows.length;
}
