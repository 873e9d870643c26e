import { SET_ASIDE, untilFull } from '@silkgauge/read-model';
import {
  at,
  bigints,
  buffers,
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
    return found([
      { epoch: String(epoch), next_offset: String(next_offset), last_batch: null, topic_id: null },
    ]);
  },
  'advance-position': (tx, [topic, partition, epoch, expected, next]) =>
    advance(tx, [{ key: placeKey(topic, partition), epoch, expected, next } as Advance]),
  'hold-claims': (tx, [topics, partitions, epochs, expecteds]) => {
    const claims = claimsOf([topics, partitions, epochs, expecteds]);
    const fitting = claims.filter((claim) => fits(tx, claim));
    tx.lockRows(
      tx.tables.consumer_position,
      fitting.map(({ key }) => key),
    );
    return found(fitting.filter((claim) => fits(tx, claim)));
  },
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
  'waiting-dead-letters': (tx, [limit, bytes]) =>
    found(
      pageOfLetters(tx, limit, bytes).map(({ relayed: _, ...row }) => ({
        ...row,
        dead_letter_id: String(row.dead_letter_id),
        offset: String(row.offset),
        headers: JSON.parse(row.headers) as unknown,
      })),
    ),
  'set-aside': (tx, values) => {
    const { dead_letter: table } = tx.tables;
    const [topic, partition, offset, knownAt] = [
      texts(values[0]),
      ints(values[1]),
      bigints(values[2]),
      dates(values[3]),
    ];
    const [reason, key, headers] = [texts(values[4]), buffers(values[5]), texts(values[6])];
    const keys = offset.map((of, i) => `${placeKey(at(topic, i), at(partition, i))}/${String(of)}`);
    tx.lockRows(table, keys);
    const missing = keys.flatMap((place, i) => (table.get(tx, place) ? [] : [[place, i] as const]));
    for (const [place, i] of missing)
      table.set(tx, place, {
        dead_letter_id: BigInt(table.nextId()),
        ...{
          topic: at(topic, i),
          partition: at(partition, i),
          offset: at(offset, i),
          known_at: at(knownAt, i),
        },
        ...{
          rule: SET_ASIDE,
          reason: at(reason, i),
          key: at(key, i),
          value: null,
          headers: at(headers, i),
          relayed: false,
        },
      });
    return wrote(missing.length);
  },
  'mark-relayed': (tx, [ids]) => {
    const wanted = new Set(bigints(ids));
    return markWhere(tx, (row) => wanted.has(row.dead_letter_id));
  },
  'mark-relayed-at': (tx, [topics, partitions, offsets, times]) => {
    const [topic, partition, knownAt] = [texts(topics), ints(partitions), times as readonly (Date | null)[]];
    const wanted = new Map(
      bigints(offsets).map((offset, i) => [
        `${placeKey(at(topic, i), at(partition, i))}/${String(offset)}`,
        knownAt[i]?.getTime(),
      ]),
    );
    return markWhere(tx, (row) => {
      const place = `${placeKey(row.topic, row.partition)}/${String(row.offset)}`;
      const time = wanted.get(place);
      return !row.relayed && wanted.has(place) && (time === undefined || time === row.known_at.getTime());
    });
  },
};

function pageOfLetters(tx: Transaction, limit: unknown, bytes: unknown): DeadLetterRow[] {
  const waiting = tx.tables.dead_letter
    .all(tx)
    .filter((row) => !row.relayed)
    .sort((a, b) => Number(a.dead_letter_id - b.dead_letter_id))
    .slice(0, Number(limit));
  const bytesOf = ({ key, value, headers }: DeadLetterRow) =>
    (key?.length ?? 0) + (value?.length ?? 0) + Buffer.byteLength(headers);
  return waiting.slice(0, untilFull(waiting, bytesOf, Number(bytes)));
}

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

type Claimed = Omit<Advance, 'next'>;

function claimsOf([topics, partitions, epochs, expecteds]: readonly unknown[]): Claimed[] {
  const [partition, epoch, expected] = [ints(partitions), bigints(epochs), bigints(expecteds)];
  return texts(topics).map((topic, i) => ({
    key: placeKey(topic, at(partition, i)),
    epoch: at(epoch, i),
    expected: at(expected, i),
  }));
}

export function advancesOf([topics, partitions, epochs, expecteds, nexts]: readonly unknown[]): Advance[] {
  const next = bigints(nexts);
  return claimsOf([topics, partitions, epochs, expecteds]).map((claim, i) => ({
    ...claim,
    next: at(next, i),
  }));
}

function fits(tx: Transaction, { key, epoch, expected }: Claimed): boolean {
  const row = tx.tables.consumer_position.get(tx, key);
  return row?.epoch === epoch && row.next_offset === expected;
}

/** Only rows that fit are waited for, and then looked at again. */
export function advance(tx: Transaction, to: readonly Advance[]): Answer {
  const fitting = to.filter((claim) => fits(tx, claim));
  tx.lockRows(
    tx.tables.consumer_position,
    fitting.map(({ key }) => key),
  );
  return move(
    tx,
    fitting.filter((claim) => fits(tx, claim)),
  );
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

export function segmentsOf(tx: Transaction, topic: unknown, partition: unknown) {
  return tx.tables.identity_window
    .all(tx)
    .filter((row) => row.topic === topic && row.partition === partition)
    .sort((a, b) => Number(a.first_offset - b.first_offset));
}
