import type { Domain } from '@silkgauge/contract';
import {
  Overtaken,
  type Claimed,
  type IdentitySegment,
  type SeriesRegistration,
} from '@silkgauge/read-model';
import type { ClaimedPlace, FactsTurn } from '@silkgauge/aggregation';
import { placeKey } from './keys.ts';
import { seriesRow } from './operations-loads.ts';
import type { SegmentRow } from './tables.ts';
import type { Mode, Transaction } from './transaction.ts';

/** Partitions with their owners, turns of facts, and series. */
export const BOOKKEEPING = {
  claim(tx: Transaction, topic: string, partition: number): Claimed {
    const { consumer_position: table } = tx.tables;
    const key = placeKey(topic, partition);
    tx.lockRows(table, [key]);
    const before = table.get(tx, key);
    const epoch = (before?.epoch ?? 0n) + 1n;
    const next = before?.next_offset ?? 0n;
    table.set(tx, key, { topic, partition, epoch, next_offset: next });
    return { epoch, next, last: null, topicId: null };
  },

  identities: (tx: Transaction, topic: string, partition: number): IdentitySegment[] =>
    segmentsOf(tx, topic, partition).map((row) => ({
      firstOffset: row.first_offset,
      knownUntil: row.known_until,
      identities: row.identities,
    })),

  lockFacts(tx: Transaction): void {
    tx.lockAdvisory('facts', 'exclusive');
  },

  lockPlatform(tx: Transaction, mode: Mode): void {
    tx.lockAdvisory('platform', mode);
  },

  hold(tx: Transaction, places: readonly ClaimedPlace[]): void {
    if (lockFitting(tx, places).length !== places.length) throw new Overtaken('moved on already');
  },

  takeTurn(tx: Transaction, { token, reachesSales }: FactsTurn): string {
    const { facts_turn: table } = tx.tables;
    tx.lockRows(table, ['']);
    const before = table.get(tx, '') ?? { token: '', platform: '' };
    table.set(tx, '', { token, platform: reachesSales ? token : before.platform });
    return before.token;
  },

  platformTurn: (tx: Transaction): string => tx.tables.facts_turn.get(tx, '')?.platform ?? '',

  registerSeries(tx: Transaction, domain: Domain, keys: readonly string[]): SeriesRegistration[] {
    const { series } = tx.tables;
    const sorted = [...keys].sort();
    tx.lockRows(series, sorted);
    return sorted.map((key) => {
      const known = series.get(tx, key);
      const row = known ?? { series_id: String(series.nextId()), key, domain };
      if (!known) series.set(tx, key, row);
      return { ...seriesRow(tx, row), isNew: !known };
    });
  },

  holdCursor(tx: Transaction): void {
    tx.lockRows(tx.tables.change_cursor, ['']);
  },

  announce(tx: Transaction, told: readonly string[]): void {
    tx.notifications.push(...told);
  },
};

/** Locks places with matching owner and position. Waits for matching rows only, then checks again. */
export function lockFitting<T extends ClaimedPlace>(tx: Transaction, places: readonly T[]): T[] {
  const { consumer_position: table } = tx.tables;
  const isFitting = ({ topic, partition, epoch, expected }: T) => {
    const row = table.get(tx, placeKey(topic, partition));
    return row?.epoch === epoch && row.next_offset === expected;
  };
  const fitting = places.filter(isFitting);
  tx.lockRows(
    table,
    fitting.map(({ topic, partition }) => placeKey(topic, partition)),
  );
  return fitting.filter(isFitting);
}

export function segmentsOf(tx: Transaction, topic: string, partition: number): SegmentRow[] {
  return tx.tables.identity_window
    .all(tx)
    .filter((row) => row.topic === topic && row.partition === partition)
    .sort((a, b) => Number(a.first_offset - b.first_offset));
}
