import type {
  AlertDefined,
  AlertDropped,
  BulletinDropped,
  BulletinPlanned,
  CheckedEvent,
  ClockTicked,
  ReleaseCancelled,
  ReleaseScheduled,
  StatementAttributed,
  StatementWithdrawn,
} from '@silkgauge/contract';
import type { Identity, RegisterKind } from '@silkgauge/read-model';
import { appendTime, type AcceptedRecord } from '../record/classify.ts';
import type { RegisterBuffer } from '../buffer/register-buffer.ts';

type OrderEvent =
  | BulletinPlanned
  | BulletinDropped
  | AlertDefined
  | AlertDropped
  | ReleaseScheduled
  | ReleaseCancelled
  | ClockTicked;

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

/** Key of an order in its register, which is the record key of its events; null for another event. */
export function orderKey(event: CheckedEvent): string | null {
  switch (event.type) {
    case 'silkgauge.bulletin.planned.v1':
    case 'silkgauge.bulletin.dropped.v1':
      return `bulletin/${event.bulletin}`;
    case 'silkgauge.alert.defined.v1':
    case 'silkgauge.alert.dropped.v1':
      return `alert/${event.rule}`;
    case 'silkgauge.release.scheduled.v1':
    case 'silkgauge.release.cancelled.v1':
      return `release/${event.release}`;
    case 'silkgauge.clock.ticked.v1':
      return 'clock';
    default:
      return null;
  }
}

export const statementKey = ({ source, id }: Identity): string => `${source}#${id}`;

/**
 * Gives an order or a tick its place in the log. All orders are in one partition, and all ticks in another, so
 * the last is the newest.
 */
export function placeOrder(from: AcceptedRecord, event: OrderEvent, registered: RegisterBuffer): void {
  const key = orderKey(event) ?? '';
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
  registered.revise('statement', statementKey(event), JSON.stringify(said), appendTime(from.record));
}

/** Gives the withdrawal of a statement that has come its place in the log. */
export function placeStatementWithdrawal(
  from: AcceptedRecord,
  { ref }: StatementWithdrawn,
  registered: RegisterBuffer,
): void {
  const key = statementKey(ref);
  const before = known<StatementDocument>(registered, 'statement', key);
  if (!before) return;
  const said: StatementDocument = { ...before, withdrawn: true };
  registered.revise('statement', key, JSON.stringify(said), appendTime(from.record));
}

function known<Document>(registered: RegisterBuffer, kind: RegisterKind, key: string): Document | null {
  const document = registered.present(kind, key)?.document;
  return document === undefined || document === null ? null : (JSON.parse(document) as Document);
}
