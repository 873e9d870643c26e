import type { FigureReported, FigureWithdrawn } from '@silkgauge/contract';
import {
  affectedKeys,
  foundedKeys,
  publishedUntil,
  removeFigure,
  resolveComparison,
  type SeriesFacts,
} from '@silkgauge/growth';
import type { AcceptedRecord } from '../classify.ts';
import type { Decisions } from './decisions.ts';
import { identityKey, type FactsLedger } from './facts-ledger.ts';
import { draftStates } from './state-drafts.ts';

/** A print comes in: it is kept for ever, and counts unless it was withdrawn before it came. */
export function decideFigure(
  from: AcceptedRecord,
  event: FigureReported,
  ledger: FactsLedger,
  decisions: Decisions,
): void {
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
    ledger.worlds.keep(facts, figure);
    keys.push(...affectedKeys(facts, figure));
  }
  ledger.figures.set(identityKey(event), {
    seriesKey,
    figure,
    topic: decisions.batch.topic,
    withdrawn: withdrawal !== undefined,
  });
  const eventIndex = decisions.conclude(from, 'superseded');
  const own = { facts, period: figure.period };
  decisions.drafts.push(draftStates(keys, own, eventIndex, decisions.because(from, 'reported')));
  decisions.figures.push({
    eventIndex,
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
 * A print goes: whatever rested on it is restated at once. A withdrawal may come before what it names; it is kept
 * and acts when that arrives. It reaches only events of its own topic, so no domain can empty another's figures.
 */
export function decideFigureWithdrawal(
  from: AcceptedRecord,
  event: FigureWithdrawn,
  ledger: FactsLedger,
  decisions: Decisions,
): void {
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
    decisions.drafts.push(draftStates(keys, null, null, decisions.because(from, 'withdrawn')));
  }
  const eventIndex = decisions.conclude(from, first ? 'applied' : 'superseded');
  if (!first) return;
  ledger.withdrawals.set(ref, { eventId: null });
  decisions.withdrawals.push({ ...event.ref, eventIndex });
}
