import type {
  DeadLetter,
  EventRow,
  NewFigure,
  NewNotice,
  RefusedWithdrawal,
  Withdrawal,
} from '@silkgauge/read-model';
import type { Evidence } from '@silkgauge/aggregation';
import type { OfEvent } from '@silkgauge/decisions';
import { recordKey } from './keys.ts';
import { acceptedEvents, isAccepted } from './operations-loads.ts';
import type { DeadLetterRow, EventTableRow } from './tables.ts';
import { StoreError, type Transaction } from './transaction.ts';

/** Evidence, figures, withdrawals, notices and dead letters. */
export function insertEvidence(tx: Transaction, evidence: Evidence): void {
  const { event, dead_letter, notice } = tx.tables;
  const refused = evidence.refusedWithdrawals.map(({ eventId }) => eventOf(tx, eventId));
  tx.lockRows(event, [...evidence.events, ...refused].map(recordKey));
  tx.lockRows(
    notice,
    evidence.notices.map((one) => one.notice),
  );
  tx.lockRows(dead_letter, [...evidence.deadLetters, ...refused].map(recordKey));
  const ids = evidence.events.map((row) => insertEvent(tx, row));
  const idOf = ({ eventIndex }: { readonly eventIndex: number }): bigint => {
    const id = ids[eventIndex];
    if (id === undefined) throw new Error(`no event at ${String(eventIndex)}`);
    return id;
  };
  for (const figure of evidence.figures) insertFigure(tx, figure, idOf(figure));
  for (const withdrawal of evidence.withdrawals) withdraw(tx, withdrawal, idOf(withdrawal));
  for (const one of evidence.refusedWithdrawals) refuseWithdrawal(tx, one);
  for (const one of evidence.notices) upsertNotice(tx, one, idOf(one));
  for (const letter of evidence.deadLetters) {
    if (dead_letter.get(tx, recordKey(letter))) throw new StoreError(`duplicate letter ${recordKey(letter)}`);
    insertLetter(tx, letter);
  }
}

function insertEvent(tx: Transaction, row: EventRow): bigint {
  const { event } = tx.tables;
  const { knownAt: known_at, pushedBy: pushed_by = null, ...rest } = row;
  const event_id = BigInt(event.nextId());
  const inserted = { ...rest, event_id, known_at, pushed_by };
  if (event.get(tx, recordKey(row))) throw new StoreError(`duplicate delivery of ${recordKey(row)}`);
  if (isAccepted(inserted) && acceptedEvents(tx, row).length > 0)
    throw new StoreError(`duplicate identity ${row.source} ${row.id}`);
  event.set(tx, recordKey(row), inserted);
  return event_id;
}

function insertFigure(tx: Transaction, figure: OfEvent<NewFigure>, event_id: bigint): void {
  tx.tables.figure.set(tx, String(event_id), {
    event_id,
    series_id: figure.seriesId,
    period: figure.period,
    base_period: figure.basePeriod,
    published_until: new Date(figure.publishedUntil),
    print: JSON.stringify(figure.figure),
    withdrawn_by: figure.withdrawnBy,
  });
}

/** A withdrawal affects figures of its own topic only. */
function withdraw(tx: Transaction, { source, id, record }: OfEvent<Withdrawal>, event_id: bigint): void {
  const { event, figure, withdrawal } = tx.tables;
  const topic = event.all(tx).find((one) => one.event_id === event_id)?.topic ?? '';
  withdrawal.set(tx, String(event_id), {
    ...{ ref_source: source, ref_id: id, event_id, topic },
    ...{ key: record?.key ?? null, value: record?.value ?? null },
    headers: record ? headersText(record) : null,
  });
  for (const named of acceptedEvents(tx, { source, id })) {
    const row = figure.get(tx, String(named.event_id));
    if (named.topic === topic && row?.withdrawn_by === null)
      figure.set(tx, String(named.event_id), { ...row, withdrawn_by: event_id });
  }
}

/** Rejects a stored withdrawal, with a dead letter of its record. */
function refuseWithdrawal(tx: Transaction, { eventId, rule, reason }: RefusedWithdrawal): void {
  const { event, withdrawal } = tx.tables;
  const row = eventOf(tx, eventId);
  const kept = withdrawal.get(tx, String(eventId));
  if (!kept) throw new StoreError(`no withdrawal ${String(eventId)}`);
  event.set(tx, recordKey(row), { ...row, outcome: 'rejected', rule, reason });
  withdrawal.set(tx, String(eventId), null);
  const { key, value } = kept;
  const headers = headersOf({ headers: kept.headers ?? '[]' });
  insertLetter(tx, { ...row, knownAt: row.known_at, rule, reason, key, value, headers });
}

function eventOf(tx: Transaction, eventId: bigint): EventTableRow {
  const row = tx.tables.event.all(tx).find(({ event_id }) => event_id === eventId);
  if (!row) throw new StoreError(`no event ${String(eventId)}`);
  return row;
}

/** A withdrawal keeps the published content. */
function upsertNotice(
  tx: Transaction,
  { notice, withdrawn, data }: OfEvent<NewNotice>,
  event_id: bigint,
): void {
  const before = tx.tables.notice.get(tx, notice);
  tx.tables.notice.set(tx, notice, { notice, event_id, withdrawn, data: data ?? before?.data ?? null });
}

export function insertLetter(tx: Transaction, letter: DeadLetter): void {
  const { dead_letter: table } = tx.tables;
  const { topic, partition, offset, knownAt: known_at, rule, reason, key, value } = letter;
  table.set(tx, recordKey(letter), {
    ...{ dead_letter_id: BigInt(table.nextId()), topic, partition, offset, known_at },
    ...{ rule, reason, key, value, headers: headersText(letter), relayed: false },
  });
}

/** Names and values in base64, as in the table. */
function headersText({ headers }: Pick<DeadLetter, 'headers'>): string {
  return JSON.stringify(
    headers.map(([name, value]) => [Buffer.from(name).toString('base64'), value.toString('base64')]),
  );
}

export function headersOf({ headers }: Pick<DeadLetterRow, 'headers'>): DeadLetter['headers'] {
  return (JSON.parse(headers) as [string, string][]).map(([name, value]) => [
    Buffer.from(name, 'base64').toString(),
    Buffer.from(value, 'base64'),
  ]);
}
