import {
  DELIVERED_SOURCE,
  deadLetterTopic,
  INCARNATION_HEADER,
  KINDS,
  topicOfKind,
  type OutputTopic,
  type RegisteredKind,
} from '@silkgauge/contract';
import type { OutRecord, TopicRecords } from '@silkgauge/kafka';
import {
  changeJson,
  isServed,
  stateKey,
  traceparentOf,
  type ChangeRow,
  type RegisterChange,
  type StateChange,
  type TokenOf,
  type WaitingDeadLetter,
} from '@silkgauge/read-model';

/** A version that goes to a topic. */
export type PublishedRow = StateChange | RegisterChange<RegisteredKind>;

export const isPublished = (row: ChangeRow): row is PublishedRow => isServed(row);

/** Changes as CloudEvents in binary mode, by topic, each topic in the order given. */
export function changeRecords(
  changes: readonly PublishedRow[],
  topicPrefix: string,
  tokenOf: TokenOf = () => undefined,
): TopicRecords[] {
  return byTopic(
    changes,
    (change) => topicPrefix + topicOf(change),
    (change) => changeRecord(change, tokenOf),
  );
}

export const topicOf = (change: PublishedRow): OutputTopic =>
  change.kind ? topicOfKind(change.kind) : KINDS.state.topicOf(change.domain);

/** Record key of a version. */
export function keyOf(change: PublishedRow): string {
  return change.kind ? change.key : stateKey(change.key, change.period);
}

export function changeRecord(change: PublishedRow, tokenOf?: TokenOf): OutRecord {
  const key = keyOf(change);
  const traceparent = traceparentOf(change);
  const token = tokenOf?.(change.sequence);
  return {
    key,
    value: changeJson(change),
    headers: {
      ce_specversion: '1.0',
      ce_id: change.sequence,
      ce_source: DELIVERED_SOURCE,
      ce_type: KINDS[change.kind ?? 'state'].type,
      ce_time: change.known_at.toISOString(),
      ce_subject: key,
      ...(traceparent !== undefined && { ce_traceparent: traceparent }),
      'content-type': 'application/json',
      ...(token !== undefined && { [INCARNATION_HEADER]: token }),
    },
  };
}

/** Dead letters: original records byte for byte, with place and reason in headers. */
export function letterRecords(letters: readonly WaitingDeadLetter[]): TopicRecords[] {
  return byTopic(letters, ({ topic }) => deadLetterTopic(topic), letterRecord);
}

function letterRecord(letter: WaitingDeadLetter): OutRecord {
  return {
    key: letter.key,
    value: letter.value,
    headers: {
      ...originalHeaders(letter),
      'dlq-reason': letter.reason,
      'dlq-rule': letter.rule,
      'dlq-topic': letter.topic,
      'dlq-partition': String(letter.partition),
      'dlq-offset': letter.offset,
      'dlq-timestamp': letter.knownAt.toISOString(),
    },
  };
}

/** A repeated header keeps all its values, in order. */
function originalHeaders({ headers }: WaitingDeadLetter): Record<string, Buffer[]> {
  const values: Record<string, Buffer[]> = {};
  for (const [name, value] of headers) (values[name] ??= []).push(value);
  return values;
}

function byTopic<T>(
  rows: readonly T[],
  topicOf: (row: T) => string,
  recordOf: (row: T) => OutRecord,
): TopicRecords[] {
  return [...Map.groupBy(rows, topicOf)].map(([topic, list]) => ({
    topic,
    records: new Records(list, recordOf),
  }));
}

/** Builds records one by one at each iteration, so that a page of them is never in memory. */
class Records<T> implements Iterable<OutRecord> {
  readonly #rows: readonly T[];
  readonly #recordOf: (row: T) => OutRecord;

  constructor(rows: readonly T[], recordOf: (row: T) => OutRecord) {
    this.#rows = rows;
    this.#recordOf = recordOf;
  }

  *[Symbol.iterator](): Generator<OutRecord> {
    for (const row of this.#rows) yield this.#recordOf(row);
  }
}
