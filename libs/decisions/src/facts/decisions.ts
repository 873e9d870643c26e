import { sampledTraceparent, TRACEPARENT_ATTRIBUTE, type Cause, type RefusalRule } from '@silkgauge/contract';
import type { RecordBatch } from '@silkgauge/kafka';
import type {
  DeadLetter,
  EventRow,
  HeldEvent,
  NewClaim,
  NewFigure,
  NewNotice,
  RefusedWithdrawal,
  Withdrawal,
} from '@silkgauge/read-model';
import { appendTime, deadLetter, delivery, storable, type AcceptedRecord } from '../record/classify.ts';
import type { Because } from '../buffer/state-buffer.ts';
import type { StoredWithdrawal } from './decision-context.ts';
import type { Refusal } from './refusal.ts';
import type { AffectedStates } from './state-drafts.ts';

export type { Refusal } from './refusal.ts';

/** Refers to an event of the same evidence by index. */
export type OfEvent<T> = Omit<T, 'eventId'> & { readonly eventIndex: number };

/** The decisions on a batch of facts; changes of states are in the context's buffer. */
export class Decisions {
  readonly events: EventRow[] = [];
  readonly newSeries = new Set<string>();
  readonly figures: (OfEvent<Omit<NewFigure, 'seriesId'>> & { readonly seriesKey: string })[] = [];
  withdrawals: OfEvent<Withdrawal>[] = [];
  /** Withdrawals of earlier batches that this one shows to be out of reach. */
  readonly refusedWithdrawals: RefusedWithdrawal[] = [];
  readonly notices: OfEvent<NewNotice>[] = [];
  readonly claims: OfEvent<NewClaim>[] = [];
  readonly deadLetters: DeadLetter[] = [];
  /** Events under embargo, to be kept until their lifting. */
  readonly held: HeldEvent[] = [];
  /** The states that events since the last drafts may change. */
  readonly affected: AffectedStates[] = [];
  readonly batch: RecordBatch;
  /** The tick that lifts the records; null for records as they came. */
  readonly liftedBy: Cause | null;

  constructor(batch: RecordBatch, liftedBy: Cause | null = null) {
    this.batch = batch;
    this.liftedBy = liftedBy;
  }

  /** Records the outcome of an accepted event; returns its index in `events`. */
  conclude(from: AcceptedRecord, outcome: 'applied' | 'superseded' | 'duplicate'): number {
    this.events.push(delivery(this.batch, from.record, { ...from.event, digest: from.digest }, { outcome }));
    return this.events.length - 1;
  }

  /** Changes the outcome of an event to `applied`, once a state has changed by it. */
  apply(eventIndex: number): void {
    const event = this.events[eventIndex];
    if (event && event.outcome !== 'applied') this.events[eventIndex] = { ...event, outcome: 'applied' };
  }

  /** Rejects a well-formed event that breaks a rule between events; its content is kept as evidence. */
  refuse(from: AcceptedRecord, rule: RefusalRule, reason: string): void {
    const why = storable(reason);
    const evidence = { ...from.event, digest: from.digest };
    this.events.push(delivery(this.batch, from.record, evidence, { outcome: 'rejected', rule, reason: why }));
    this.deadLetters.push(deadLetter(this.batch, from.record, rule, why));
  }

  /** Rejects a withdrawal that was accepted before, in this batch or an earlier one. */
  refuseEarlier(withdrawal: StoredWithdrawal, { rule, reason }: Refusal): void {
    const why = storable(reason);
    if (withdrawal.eventId !== null) {
      this.refusedWithdrawals.push({ eventId: withdrawal.eventId, rule, reason: why });
      return;
    }
    const { eventIndex, from } = withdrawal;
    const event = this.events[eventIndex];
    if (event) this.events[eventIndex] = { ...event, outcome: 'rejected', rule, reason: why };
    this.withdrawals = this.withdrawals.filter((one) => one.eventIndex !== eventIndex);
    this.deadLetters.push(deadLetter(this.batch, from.record, rule, why));
  }

  /** The event as the cause of a version. */
  because(from: AcceptedRecord, reason: Because['reason']): Because {
    const { source, id, extensions } = from.event;
    const { topic, partition } = this.batch;
    const cause = { source, id, topic, partition, offset: String(from.record.offset) };
    const traceparent = sampledTraceparent(extensions?.[TRACEPARENT_ATTRIBUTE]);
    const causes = this.liftedBy ? [cause, this.liftedBy] : [cause];
    return { reason, causes, knownAt: appendTime(from.record), traceparent };
  }
}
