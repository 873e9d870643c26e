import type { Explanation } from '@silkgauge/contract';
import { publishedUntil, workState } from '@silkgauge/growth';
import { explainPrints, gapsOf, Graph, type KnownBy } from '@silkgauge/known';
import { readEvidence, type Candidate } from '@silkgauge/read-model';
import type { Publications } from './published-figures.ts';
import { clockAt, isEmpty, publishedJoins, showPublished } from './published-state.ts';

/** Explains a state as published by `until` (ISO instant); null if nothing was published about it. */
export async function explainPublished(
  publications: Publications,
  own: Candidate,
  until: string,
): Promise<Explanation | null> {
  const { db } = publications;
  const published = await publications.around([own.key], until);
  const facts = publications.factsOf(published).get(own.key);
  if (!facts) return null;
  const state = workState(facts, own.period, clockAt(until));
  if (isEmpty(state.body)) return null;
  const graph = new Graph(facts, own.period, state);
  const { nodes, edges, formulas } = graph;
  const prints = await readEvidence(db, [...published.series.keys()]);
  const kept = { series: [...published.series.values()], prints, totals: [] };
  const recomputed = { facts, state, known: publishedBy(until) };
  const joins = await publishedJoins(publications, [own.key]);
  const { counts } = state.body;
  return {
    state: showPublished(facts, own.period, until, state.body, joins),
    recomputed: true,
    nodes,
    edges,
    formulas,
    gaps: gapsOf({ facts, period: own.period }, state, clockAt(until)),
    prints: await explainPrints(db, kept, recomputed, own, graph),
    // Offsets are stored with versions; a published state is no version.
    ...(counts && { sales: { counts, ranges: null } }),
  };
}

function publishedBy(until: string): KnownBy {
  return {
    knows: ({ print: { publishedAt } }) => publishedAt !== '_U' && publishedUntil(publishedAt) <= until,
    isWithdrawn: ({ withdrawn_by }) => withdrawn_by !== null,
  };
}
