import {
  at,
  bigints,
  dates,
  found,
  ints,
  texts,
  wrote,
  type Answer,
  type Statements,
} from './statement.fixture.ts';
import type { DeadLetterRow } from './tables.fixture.ts';
import type { Transaction } from './transaction.fixture.ts';

export const placeKey = (topic: unknown, partition: unknown): string =>
  `${String(topic)}/${String(partition)}`;

/** Positions, the remembered identities, and what the relay keeps. */
export const POSITION_STATEMENTS: Statements = {
  'claim-position': (tx, [topic, partition]) => {
    const { consumer_position: table } = tx.tables;
    const key = placeKey(topic, partition);
    tx.lockRows(table, [key]);
    const before = table.get(tx, key);
    const epoch = (before?.epoch ?? 0n) + 1n;
    const next_offset = before?.next_offset ?? 0n;
    table.set(tx, key, { topic: String(topic), partition: Number(partition), epoch, next_offset });
    return found([{ epoch: String(epoch), next_offset: String(next_offset) }]);
  },
  'advance-position': (tx, [topic, partition, epoch, expected, next]) =>
    advance(tx, [{ key: placeKey(topic, partition), epoch, expected, next } as Advance]),
  'advance-positions': (tx, values) => advance(tx, advancesOf(values)),
  'find-position': (tx, [topic, partition]) => {
    const row = tx.tables.consumer_position.get(tx, placeKey(topic, partition));
    return found(row ? [{ next_offset: String(row.next_offset) }] : []);
  },
  'load-identities': (tx, [topic, partition]) =>
    found(
      segmentsOf(tx, topic, partition).map(({ first_offset, known_until, identities }) => ({
        first_offset: String(first_offset),
        known_until,
        identities,
      })),
    ),
  'remember-identities': (tx, [topics, partitions, firstOffsets, knownUntils, sizes, packed]) => {
    const [topic, partition, offset] = [texts(topics), ints(partitions), bigints(firstOffsets)];
    const known_until = dates(knownUntils);
    let from = 0;
    ints(sizes).forEach((size, i) => {
      const row = { topic: at(topic, i), partition: at(partition, i), first_offset: at(offset, i) };
      const identities = (packed as Buffer).subarray(from, from + size);
      const key = `${placeKey(row.topic, row.partition)}/${String(row.first_offset)}`;
      tx.tables.identity_window.set(tx, key, { ...row, known_until: at(known_until, i), identities });
      from += size;
    });
    return wrote(offset.length);
  },
  'forget-identities': (tx, [topic, partition, before]) => {
    const gone = segmentsOf(tx, topic, partition).filter((row) => row.first_offset < BigInt(String(before)));
    for (const row of gone)
      tx.tables.identity_window.set(tx, `${placeKey(topic, partition)}/${String(row.first_offset)}`, null);
    return wrote(gone.length);
  },
  'relay-position': (tx, [relay]) => {
    const row = tx.tables.relay_position.get(tx, String(relay));
    return found(row ? [{ sequence: String(row.sequence) }] : []);
  },
  'advance-relay': (tx, [relay, sequence]) => {
    const { relay_position: table } = tx.tables;
    const key = String(relay);
    tx.lockRows(table, [key]);
    const before = table.get(tx, key)?.sequence ?? 0n;
    const to = BigInt(String(sequence));
    table.set(tx, key, { relay: key, sequence: to > before ? to : before });
    return wrote(1);
  },
  'waiting-dead-letters': (tx, [limit]) =>
    found(
      tx.tables.dead_letter
        .all(tx)
        .filter((row) => !row.relayed)
        .sort((a, b) => Number(a.dead_letter_id - b.dead_letter_id))
        .slice(0, Number(limit))
        .map(({ relayed: _, ...row }) => ({
          ...row,
          dead_letter_id: String(row.dead_letter_id),
          offset: String(row.offset),
          headers: JSON.parse(row.headers) as unknown,
        })),
    ),
  'mark-relayed': (tx, [ids]) => {
    const wanted = new Set(bigints(ids));
    return markWhere(tx, (row) => wanted.has(row.dead_letter_id));
  },
  'mark-relayed-at': (tx, [topics, partitions, offsets]) => {
    const [topic, partition] = [texts(topics), ints(partitions)];
    const wanted = new Set(
      bigints(offsets).map((offset, i) => `${placeKey(at(topic, i), at(partition, i))}/${String(offset)}`),
    );
    return markWhere(
      tx,
      (row) => !row.relayed && wanted.has(`${placeKey(row.topic, row.partition)}/${String(row.offset)}`),
    );
  },
};

function markWhere(tx: Transaction, isMarked: (row: DeadLetterRow) => boolean) {
  const { dead_letter: table } = tx.tables;
  const rows = table.all(tx).filter(isMarked);
  const keys = rows.map((row) => `${placeKey(row.topic, row.partition)}/${String(row.offset)}`);
  tx.lockRows(table, keys);
  rows.forEach((row, i) => {
    table.set(tx, at(keys, i), { ...row, relayed: true });
  });
  return wrote(rows.length);
}

export interface Advance {
  readonly key: string;
  readonly epoch: bigint;
  readonly expected: bigint;
  readonly next: bigint;
}

export function advancesOf([topics, partitions, epochs, expecteds, nexts]: readonly unknown[]): Advance[] {
  const [topic, partition, epoch] = [texts(topics), ints(partitions), bigints(epochs)];
  const [expected, next] = [bigints(expecteds), bigints(nexts)];
  return topic.map((name, i) => ({
    key: placeKey(name, at(partition, i)),
    epoch: at(epoch, i),
    expected: at(expected, i),
    next: at(next, i),
  }));
}

/** Only rows that fit are waited for, and then looked at again. */
function advance(tx: Transaction, to: readonly Advance[]): Answer {
  const { consumer_position: table } = tx.tables;
  const fits = ({ key, epoch, expected }: Advance): boolean => {
    const row = table.get(tx, key);
    return row?.epoch === epoch && row.next_offset === expected;
  };
  const fitting = to.filter(fits);
  tx.lockRows(
    table,
    fitting.map(({ key }) => key),
  );
  return move(tx, fitting.filter(fits));
}

/** Moves positions, and notes under which epochs. */
export function move(tx: Transaction, to: readonly Advance[]): Answer {
  const { consumer_position: table } = tx.tables;
  for (const { key, epoch, next } of to) {
    const before = table.get(tx, key);
    if (before) table.set(tx, key, { ...before, next_offset: next });
    tx.advanced.set(key, epoch);
  }
  return wrote(to.length);
}

function segmentsOf(tx: Transaction, topic: unknown, partition: unknown) {
  return tx.tables.identity_window
    .all(tx)
    .filter((row) => row.topic === topic && row.partition === partition)
    .sort((a, b) => Number(a.first_offset - b.first_offset));
}
