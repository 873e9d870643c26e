import type { Explanation } from '@silkgauge/contract';
import { workState } from '@silkgauge/growth';
import { explainPrints, gapsOf, Graph, type KnownBy, type TellPrints } from '@silkgauge/known';
import type { Candidate, Queryable } from '@silkgauge/read-model';
import type { Publications } from './published-figures.ts';
import { isPublished, PublishedLots, type PublishedLot } from './published-lots.ts';
import { clockAt, isEmpty, showPublished } from './published-state.ts';

/** Explains a state as published by `until` (ISO instant); null if nothing was published about it. */
export async function explainPublished(
  publications: Publications,
  own: Candidate,
  until: string,
  after: string | null,
): Promise<Explanation | null> {
  const lots = new PublishedLots(publications, until, []);
  const lot = await lots.of(own.key);
  const explained = await explainIn(publications.db, lot, own, until, { after, turns: lots.turns });
  if (!explained) return null;
  const { facts, body, ...graph } = explained;
  const { counts } = body;
  return {
    state: showPublished(facts, own.period, until, body, lot.joins),
    recomputed: true,
    ...graph,
    // Offsets are stored with versions; a published state is no version.
    ...(counts && { sales: { counts, ranges: null } }),
  };
}

/**
 * What a published state rests on, with its facts and body; null if nothing was published about it. `told` says
 * which prints are told, and has the events that are read already.
 */
export async function explainIn(
  db: Queryable,
  lot: PublishedLot,
  own: Candidate,
  until: string,
  told: TellPrints = {},
) {
  const facts = lot.facts.get(own.key);
  if (!facts) return null;
  const state = workState(facts, own.period, clockAt(until));
  if (isEmpty(state.body)) return null;
  const graph = new Graph(facts, own.period, state);
  const { nodes, edges, formulas } = graph;
  const kept = { series: [...lot.published.series.values()], prints: await lot.evidence(), totals: [] };
  const recomputed = { facts, state, known: publishedBy(until) };
  return {
    ...{ facts, body: state.body, nodes, edges, formulas },
    gaps: gapsOf({ facts, period: own.period }, state, clockAt(until)),
    ...(await explainPrints(db, kept, recomputed, own, graph, told)),
  };
}

function publishedBy(until: string): KnownBy {
  return {
    knows: ({ print }) => isPublished(print.publishedAt, until),
    isWithdrawn: ({ withdrawn_by }) => withdrawn_by !== null,
  };
}
