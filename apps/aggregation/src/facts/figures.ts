import type { FigureReported, FigureWithdrawn } from '@silkgauge/contract';
import {
  addFigure,
  affectedPeriods,
  assembleState,
  newSeriesFacts,
  publishedUntil,
  removeFigure,
  resolveComparison,
  type SeriesDimensions,
} from '@silkgauge/growth';
import type { AcceptedRecord } from '../classify.ts';
import type { Because } from '../state-book.ts';
import type { Decisions } from './decisions.ts';
import { identityKey, type FactsLedger } from './facts-ledger.ts';

/** A print comes in: it is kept for ever, and counts unless it was withdrawn before it came. */
export function decideFigure(
  from: AcceptedRecord,
  event: FigureReported,
  ledger: FactsLedger,
  decisions: Decisions,
): void {
  const { seriesKey, figure } = event;
  const series = seriesOf(event, ledger, decisions);
  if (series.domain !== ledger.domain) {
    decisions.refuse(
      from,
      'series-domain',
      `${seriesKey} belongs to the ${series.domain} domain, where it was first seen; report it through that domain's feed.`,
    );
    return;
  }
  const withdrawal = ledger.withdrawals.get(identityKey(event));
  const changed =
    !withdrawal && takeIn(event, series.dimensions, ledger, decisions.because(from, 'reported'));
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
function seriesOf(event: FigureReported, ledger: FactsLedger, decisions: Decisions) {
  const known = ledger.series.get(event.seriesKey);
  if (known) return known;
  if (!ledger.domain) throw new Error(`${decisions.batch.topic} carries no figures`);
  const founded = { domain: ledger.domain, dimensions: event.series, seriesId: null };
  ledger.series.set(event.seriesKey, founded);
  ledger.facts.set(event.seriesKey, newSeriesFacts(event.series.area, event.series.currency));
  decisions.newSeries.add(event.seriesKey);
  return founded;
}

function takeIn(
  event: FigureReported,
  dimensions: SeriesDimensions,
  ledger: FactsLedger,
  because: Because,
): boolean {
  const { seriesKey, figure } = event;
  const facts = factsOf(ledger, seriesKey);
  addFigure(facts, figure);
  let changed = false;
  for (const period of affectedPeriods(facts, figure)) {
    // What a figure implies elsewhere restates that key; only its own is reported.
    const reason = period === figure.period ? because.reason : 'restated';
    if (restate(ledger, seriesKey, dimensions, period, { ...because, reason })) changed = true;
  }
  return changed;
}

/** Works a key out anew from all its prints; returns whether it says something else than before. */
function restate(
  ledger: FactsLedger,
  seriesKey: string,
  dimensions: SeriesDimensions,
  period: string,
  because: Because,
): boolean {
  const knownAt = ledger.book.knownAt(seriesKey, period, because.knownAt);
  const body = assembleState(factsOf(ledger, seriesKey), period, knownAt.toISOString());
  return ledger.book.revise(
    seriesKey,
    period,
    body,
    ledger.notices.marks(seriesKey, dimensions, period),
    because,
  );
}

function factsOf(ledger: FactsLedger, seriesKey: string) {
  const facts = ledger.facts.get(seriesKey);
  if (!facts) throw new Error(`facts of ${seriesKey} were not read`);
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
    takeOut(standing.seriesKey, ref, ledger, decisions.because(from, 'withdrawn'));
  }
  const eventIndex = decisions.conclude(from, first ? 'applied' : 'superseded');
  if (!first) return;
  ledger.withdrawals.set(ref, { eventId: null });
  decisions.withdrawals.push({ ...event.ref, eventIndex });
}

function takeOut(seriesKey: string, ref: string, ledger: FactsLedger, because: Because): void {
  const standing = ledger.figures.get(ref);
  const series = ledger.series.get(seriesKey);
  if (!standing || !series) throw new Error(`${seriesKey} was not read`);
  const facts = factsOf(ledger, seriesKey);
  // Before it goes: afterwards nothing tells which keys compared with it.
  const affected = affectedPeriods(facts, standing.figure);
  removeFigure(facts, standing.figure);
  for (const period of affected) restate(ledger, seriesKey, series.dimensions, period, because);
}
