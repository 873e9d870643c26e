import {
  parseInstant,
  type FigureReported,
  type FigureWithdrawn,
  type ReleaseSchedule,
} from '@silkgauge/contract';
import {
  affectedKeys,
  foundedKeys,
  publishedUntil,
  resolveComparison,
  type SeriesFacts,
} from '@silkgauge/growth';
import { keeps } from '@silkgauge/releases';
import { appendTime, type AcceptedRecord } from '../record/classify.ts';
import type { Decisions } from './decisions.ts';
import { identityKey, type DecisionContext } from './decision-context.ts';
import { keepWithdrawal, refuseWithdrawal, takenBack } from './withdrawals.ts';

/** Adds a print, which is kept for ever; a print withdrawn before its arrival changes no state. */
export function decideFigure(
  from: AcceptedRecord,
  event: FigureReported,
  context: DecisionContext,
  decisions: Decisions,
): void {
  const { seriesKey, figure } = event;
  const early = isOfDueRelease(event, decisions) ? null : heldRelease(from, event, context);
  if (early) {
    const why = `${early.release} holds this figure until ${early.at}. Send it under embargo ("embargo": { "release": "${early.release}" }), with an id of its own, or in clear from then on.`;
    decisions.refuse(from, 'embargo-missing', why);
    return;
  }
  const domain = context.graphs.row(seriesKey)?.domain ?? context.domain;
  if (domain !== context.domain) {
    decisions.refuse(
      from,
      'series-domain',
      `${seriesKey} belongs to the ${String(domain)} domain, where it was first seen; report it through that domain's feed.`,
    );
    return;
  }
  const withdrawal = takenBack(event, context, decisions);
  const isNew = !context.graphs.row(seriesKey) && !context.founded.has(seriesKey);
  const facts = factsOf(event, context, decisions);
  const keys = isNew ? [...foundedKeys(facts)] : [];
  if (!withdrawal) {
    context.graphs.keep(facts, figure);
    keys.push(...affectedKeys(facts, figure));
  }
  context.figures.set(identityKey(event), {
    seriesKey,
    figure,
    topic: decisions.batch.topic,
    withdrawn: withdrawal !== null,
  });
  const eventIndex = decisions.conclude(from, 'superseded');
  const own = { facts, period: figure.period };
  decisions.affected.push({ keys, own, eventIndex, because: decisions.because(from, 'reported') });
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

/** Whether the lifting of the release that a figure waited for makes it known. */
const isOfDueRelease = ({ data: { embargo } }: FigureReported, { liftedBy }: Decisions): boolean =>
  liftedBy !== null && embargo?.release !== undefined;

/** A release that expects a figure under embargo, and whose instant the append time of the figure does not reach. */
function heldRelease(
  from: AcceptedRecord,
  { series, figure: { period, status } }: FigureReported,
  { embargoing }: DecisionContext,
): ReleaseSchedule | null {
  const at = appendTime(from.record).getTime();
  const release = embargoing.find(
    (one) =>
      one.publisher === series.reporter &&
      at < (parseInstant(one.at) ?? 0) &&
      one.expects.some((item) => keeps(item, { series, period, status })),
  );
  return release ?? null;
}

/** The series of a figure; a new series is founded in the domain of the batch. */
function factsOf(event: FigureReported, context: DecisionContext, decisions: Decisions): SeriesFacts {
  const known = context.graphs.facts(event.seriesKey) ?? context.founded.get(event.seriesKey);
  if (known) return known;
  if (!context.domain) throw new Error(`${decisions.batch.topic} carries no figures`);
  const facts = context.graphs.found(context.domain, event.series);
  context.founded.set(event.seriesKey, facts);
  decisions.newSeries.add(event.seriesKey);
  return facts;
}

/**
 * Withdraws a print and restates the states that rest on it. A withdrawal before its figure is kept and acts
 * on arrival. A withdrawal reaches only events of its own topic, so never figures of another domain.
 */
export function decideFigureWithdrawal(
  from: AcceptedRecord,
  event: FigureWithdrawn,
  context: DecisionContext,
  decisions: Decisions,
): void {
  if (refuseWithdrawal(from, event, context, decisions)) return;
  takenBack(event, context, decisions);
  const stored = context.figures.get(identityKey(event.ref));
  if (stored && !stored.withdrawn) {
    stored.withdrawn = true;
    const facts = context.graphs.facts(stored.seriesKey) ?? context.founded.get(stored.seriesKey);
    if (!facts) throw new Error(`${stored.seriesKey} was not read`);
    // Before the removal, because afterwards the facts no longer tell which states compared with the print.
    const keys = affectedKeys(facts, stored.figure);
    context.graphs.drop(facts, stored.figure);
    const because = decisions.because(from, 'withdrawn');
    decisions.affected.push({ keys, own: null, eventIndex: null, because });
  }
  keepWithdrawal(from, event, context, decisions);
}
