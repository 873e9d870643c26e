import type { FigureReported, FigureWithdrawn } from '@silkgauge/contract';
import {
  addFigure,
  affectedKeys,
  assembleState,
  foundedKeys,
  publishedUntil,
  removeFigure,
  resolveComparison,
  type SeriesFacts,
  type StateKey,
} from '@silkgauge/growth';
import type { Queryable } from '@silkgauge/read-model';
import type { AcceptedRecord } from '../classify.ts';
import type { Because } from '../state-book.ts';
import type { Decisions } from './decisions.ts';
import { identityKey, readStates, type FactsLedger } from './facts-ledger.ts';

/** A print comes in: it is kept for ever, and counts unless it was withdrawn before it came. */
export async function decideFigure(
  tx: Queryable,
  from: AcceptedRecord,
  event: FigureReported,
  ledger: FactsLedger,
  decisions: Decisions,
): Promise<void> {
  const { seriesKey, figure } = event;
  const domain = ledger.worlds.row(seriesKey)?.domain ?? ledger.domain;
  if (domain !== ledger.domain) {
    decisions.refuse(
      from,
      'series-domain',
      `${seriesKey} belongs to the ${String(domain)} domain, where it was first seen; report it through that domain's feed.`,
    );
    return;
  }
  const withdrawal = ledger.withdrawals.get(identityKey(event));
  const isNew = !ledger.worlds.row(seriesKey) && !ledger.founded.has(seriesKey);
  const facts = factsOf(event, ledger, decisions);
  const keys = isNew ? [...foundedKeys(facts)] : [];
  if (!withdrawal) {
    addFigure(facts, figure);
    keys.push(...affectedKeys(facts, figure));
  }
  const own = { facts, period: figure.period };
  const changed = await restate(tx, ledger, keys, own, decisions.because(from, 'reported'));
  ledger.figures.set(identityKey(event), {
    seriesKey,
    figure,
    topic: decisions.batch.topic,
    withdrawn: withdrawal !== undefined,
  });
  decisions.figures.push({
    eventIndex: decisions.conclude(from, changed ? 'applied' : 'superseded'),
    seriesKey,
    period: figure.period,
    basePeriod:
      figure.comparison === null ? null : resolveComparison(figure.period, figure.comparison).comparedWith,
    publishedUntil: publishedUntil(figure.publishedAt),
    figure,
    withdrawnBy: withdrawal?.eventId ?? null,
  });
}

/** The series a figure speaks of, founded in this domain when nobody spoke of it before. */
function factsOf(event: FigureReported, ledger: FactsLedger, decisions: Decisions): SeriesFacts {
  const known = ledger.worlds.facts(event.seriesKey) ?? ledger.founded.get(event.seriesKey);
  if (known) return known;
  if (!ledger.domain) throw new Error(`${decisions.batch.topic} carries no figures`);
  const facts = ledger.worlds.found(ledger.domain, event.series);
  ledger.founded.set(event.seriesKey, facts);
  decisions.newSeries.add(event.seriesKey);
  return facts;
}

/**
 * Works states out anew from all prints; returns whether one of them says something else than before. What a figure implies
 * elsewhere restates that state; only its own is reported.
 */
async function restate(
  tx: Queryable,
  ledger: FactsLedger,
  keys: readonly StateKey[],
  own: StateKey | null,
  because: Because,
): Promise<boolean> {
  await readStates(tx, ledger, keys);
  let changed = false;
  const done = new Set<string>();
  for (const { facts, period } of keys) {
    const name = `${facts.key}/${period}`;
    if (done.has(name)) continue;
    done.add(name);
    const isOwn = own === null || (own.facts === facts && own.period === period);
    const knownAt = ledger.book.knownAt(facts.key, period, because.knownAt);
    const body = assembleState(facts, period, knownAt.toISOString());
    const marks = ledger.notices.marks(facts.dimensions, period);
    const reason = isOwn ? because.reason : 'restated';
    if (ledger.book.revise(facts.key, period, body, marks, { ...because, reason })) changed = true;
  }
  return changed;
}

/**
 * A print goes: whatever rested on it is restated at once. A withdrawal may come before what it names; it is kept
 * and acts when that arrives. It reaches only events of its own topic, so no domain can empty another's figures.
 */
export async function decideFigureWithdrawal(
  tx: Queryable,
  from: AcceptedRecord,
  event: FigureWithdrawn,
  ledger: FactsLedger,
  decisions: Decisions,
): Promise<void> {
  const ref = identityKey(event.ref);
  const standing = ledger.figures.get(ref);
  if (standing && standing.topic !== decisions.batch.topic) {
    decisions.refuse(
      from,
      'withdrawal-domain',
      `${event.ref.source} ${event.ref.id} came by ${standing.topic}; withdraw it there.`,
    );
    return;
  }
  const first = !ledger.withdrawals.has(ref);
  if (standing && !standing.withdrawn) {
    standing.withdrawn = true;
    const facts = ledger.worlds.facts(standing.seriesKey) ?? ledger.founded.get(standing.seriesKey);
    if (!facts) throw new Error(`${standing.seriesKey} was not read`);
    // Before it goes: afterwards nothing tells which states compared with it.
    const keys = affectedKeys(facts, standing.figure);
    removeFigure(facts, standing.figure);
    await restate(tx, ledger, keys, null, decisions.because(from, 'withdrawn'));
  }
  const eventIndex = decisions.conclude(from, first ? 'applied' : 'superseded');
  if (!first) return;
  ledger.withdrawals.set(ref, { eventId: null });
  decisions.withdrawals.push({ ...event.ref, eventIndex });
}
