import {
  CLOCK_TOPIC,
  OPENED_PREFIX,
  ORDERS_TOPIC,
  recordKey,
  TOPIC_TYPES,
  type CheckedEvent,
  type StatementAttributed,
  type StatementWithdrawn,
} from '@silkgauge/contract';
import { eventKey, type RegisterKind } from '@silkgauge/read-model';
import { appendTime, type AcceptedRecord } from '../record/classify.ts';
import type { RegisterBuffer } from '../buffer/register-buffer.ts';

/** Orders of the newsroom, and ticks of the clock. */
const ORDERS: ReadonlySet<string> = new Set([...TOPIC_TYPES[ORDERS_TOPIC], ...TOPIC_TYPES[CLOCK_TOPIC]]);

/** The document of an order: the newest event of a name. */
export interface OrderDocument {
  readonly source: string;
  readonly id: string;
  readonly dropped: boolean;
  /** How many plans, rules or schedules the name has had; of the clock, ticks. */
  readonly version: number;
  readonly data: unknown;
}

interface StatementDocument {
  readonly source: string;
  readonly id: string;
  readonly withdrawn: boolean;
  readonly data: unknown;
}

/**
 * Key of an order in its register; null for another event. It is the record key of its events, but for the use of early
 * access: that is no order of the release, and takes the place of none.
 */
export const orderKey = (event: CheckedEvent): string | null => {
  if (event.type === 'silkgauge.release.opened.v1') return OPENED_PREFIX + event.release;
  return ORDERS.has(event.type) ? recordKey(event) : null;
};

/**
 * Gives an order or a tick its place in the log. All orders are in one partition, and all ticks in another, so
 * the last is the newest.
 */
export function placeOrder(from: AcceptedRecord, event: CheckedEvent, registered: RegisterBuffer): void {
  const key = orderKey(event);
  if (key === null) throw new TypeError(`${event.type} is no order`);
  const dropped = /\.(dropped|cancelled)\.v1$/.test(event.type);
  const version = (known<OrderDocument>(registered, 'order', key)?.version ?? 0) + (dropped ? 0 : 1);
  const { source, id, data } = event;
  const said: OrderDocument = { source, id, dropped, version, data };
  registered.revise('order', key, JSON.stringify(said), appendTime(from.record));
}

/** Gives a statement its place in the log. */
export function placeStatement(
  from: AcceptedRecord,
  event: StatementAttributed,
  withdrawn: boolean,
  registered: RegisterBuffer,
): void {
  const { source, id, data } = event;
  const said: StatementDocument = { source, id, withdrawn, data };
  registered.revise('statement', eventKey(event), JSON.stringify(said), appendTime(from.record));
}

/** Gives the withdrawal of a statement that has come its place in the log. */
export function placeStatementWithdrawal(
  from: AcceptedRecord,
  { ref }: StatementWithdrawn,
  registered: RegisterBuffer,
): void {
  const key = eventKey(ref);
  const before = known<StatementDocument>(registered, 'statement', key);
  if (!before) return;
  const said: StatementDocument = { ...before, withdrawn: true };
  registered.revise('statement', key, JSON.stringify(said), appendTime(from.record));
}

function known<Document>(registered: RegisterBuffer, kind: RegisterKind, key: string): Document | null {
  const document = registered.present(kind, key)?.document;
  return document === undefined || document === null ? null : (JSON.parse(document) as Document);
}
