import {
  clearTopic,
  INPUT_TOPICS,
  parseSeriesKey,
  type CheckedEvent,
  type EventType,
  type FigureWithdrawn,
  type StatementWithdrawn,
} from '@silkgauge/contract';
import { MOST_WAITING, type Identity } from '@silkgauge/read-model';
import { rightsIn, type AcceptedRecord } from '../record/classify.ts';
import {
  identityKey,
  type DecisionContext,
  type StoredFigure,
  type StoredWithdrawal,
} from './decision-context.ts';
import type { Decisions, Refusal } from './decisions.ts';
import { aboutOf, rightsFault, type About } from './judge-rights.ts';
import { placeStatementWithdrawal } from './orders-and-statements.ts';

type WithdrawalType = StoredWithdrawal['type'];

/** Types that a withdrawal takes back. A claim has no withdrawal of its own. */
const REACH: Readonly<Record<WithdrawalType, readonly EventType[]>> = {
  'silkgauge.figure.withdrawn.v1': ['silkgauge.figure.reported.v1', 'silkgauge.claim.reported.v1'],
  'silkgauge.statement.withdrawn.v1': ['silkgauge.statement.attributed.v1'],
};

/** Why a withdrawal cannot reach the event that it names; null if it can. Either may have come first. */
export function withdrawalFault(
  { type, topic, rights }: Pick<StoredWithdrawal, 'type' | 'topic' | 'rights'>,
  { source, id }: Identity,
  named: { readonly type: string; readonly topic: string; readonly about: About | null },
): Refusal | null {
  const name = `${source} ${id}`;
  if (!(REACH[type] as readonly string[]).includes(named.type)) {
    const reason = `${name} is a ${named.type}, which ${type} does not take back. ${fixOf(named.type)}`;
    return { rule: 'withdrawal-kind', reason };
  }
  // An event that was under embargo and one that was not take each other back.
  if (clearTopic(named.topic) === clearTopic(topic))
    return named.about && rightsFault(rights, name, named.about);
  // Without the prefix: the reason is content, equal in systems whose topics have other prefixes.
  const came = INPUT_TOPICS.find((input) => named.topic.endsWith(input)) ?? named.topic;
  return { rule: 'withdrawal-domain', reason: `${name} came by ${came}; withdraw it there.` };
}

function fixOf(type: string): string {
  if (type === 'silkgauge.notice.published.v1')
    return 'Send silkgauge.notice.withdrawn.v1 with the name of the notice.';
  const [meant] = Object.entries(REACH).find(([, reached]) => (reached as string[]).includes(type)) ?? [];
  return meant === undefined ? 'No event takes it back.' : `Send ${meant} by the same feed.`;
}

/**
 * The first withdrawal that reaches an event on its acceptance; null if none does. Withdrawals that came before
 * the event and cannot reach it are refused now, as they would have been after it.
 */
export function takenBack(
  event: CheckedEvent,
  context: DecisionContext,
  decisions: Decisions,
): StoredWithdrawal | null {
  const waiting = context.withdrawals.get(identityKey(event));
  if (!waiting) return null;
  const named = { type: event.type, topic: decisions.batch.topic, about: aboutOf(event) };
  const reaching = waiting.filter((withdrawal) => {
    const fault = withdrawalFault(withdrawal, event, named);
    if (!fault) return true;
    decisions.refuseEarlier(withdrawal, fault);
    // Another delivery of a refused withdrawal is decided anew.
    context.known.delete(identityKey(withdrawal.by));
    return false;
  });
  context.withdrawals.set(identityKey(event), reaching);
  return reaching[0] ?? null;
}

/**
 * Refuses a withdrawal out of reach of the event that it names, or one more than may wait for an event that
 * has not come; returns true for a refusal.
 */
export function refuseWithdrawal(
  from: AcceptedRecord,
  event: FigureWithdrawn | StatementWithdrawn,
  context: DecisionContext,
  decisions: Decisions,
): boolean {
  const ref = identityKey(event.ref);
  const { topic } = decisions.batch;
  const named = context.known.get(ref);
  const rights = rightsIn(from.record.headers);
  const fault = named
    ? withdrawalFault({ type: event.type, topic, rights }, event.ref, {
        ...named,
        about: named.about ?? aboutFigure(context.figures.get(ref)),
      })
    : waitingFault(event.ref, context.withdrawals.get(ref) ?? [], topic);
  if (!fault) return false;
  decisions.refuse(from, fault.rule, fault.reason);
  return true;
}

const aboutFigure = (stored: StoredFigure | undefined): About | null =>
  stored ? { series: parseSeriesKey(stored.seriesKey) } : null;

/** Counted by topic, so that those out of reach leave room for the one that takes the event back. */
function waitingFault(
  { source, id }: Identity,
  before: readonly StoredWithdrawal[],
  topic: string,
): Refusal | null {
  if (before.filter((one) => clearTopic(one.topic) === clearTopic(topic)).length < MOST_WAITING) return null;
  const reason = `${source} ${id} has not come, and ${String(MOST_WAITING)} withdrawals wait for it; one is enough. Send the event itself.`;
  return { rule: 'withdrawal-waiting', reason };
}

/**
 * Keeps a withdrawal, which acts on the arrival of its event if that is still to come. The record is kept for
 * that case, as the withdrawal may be refused then.
 */
export function keepWithdrawal(
  from: AcceptedRecord,
  event: FigureWithdrawn | StatementWithdrawn,
  context: DecisionContext,
  decisions: Decisions,
): void {
  const ref = identityKey(event.ref);
  const before = context.withdrawals.get(ref) ?? [];
  const { topic } = decisions.batch;
  const isFirst = before.every((one) => clearTopic(one.topic) !== clearTopic(topic));
  const eventIndex = decisions.conclude(from, isFirst ? 'applied' : 'superseded');
  const { key, value, headers } = from.record;
  const record = context.known.has(ref) ? null : { key, value, headers };
  const by = { source: event.source, id: event.id };
  const rights = rightsIn(headers);
  const own = { by, type: event.type, topic, rights, eventId: null, eventIndex, from };
  context.withdrawals.set(ref, [...before, own]);
  decisions.withdrawals.push({ ...event.ref, eventIndex, record });
}

/** Withdraws a statement, which is in no state. */
export function decideStatementWithdrawal(
  from: AcceptedRecord,
  event: StatementWithdrawn,
  context: DecisionContext,
  decisions: Decisions,
): void {
  if (refuseWithdrawal(from, event, context, decisions)) return;
  takenBack(event, context, decisions);
  keepWithdrawal(from, event, context, decisions);
  placeStatementWithdrawal(from, event, context.registered);
}
