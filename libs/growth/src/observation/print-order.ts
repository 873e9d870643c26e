import type { ObservationStatus } from '@silkgauge/codelists';
import type { Print } from './parsed-print.ts';

/** A higher number is a stronger status. */
const STRENGTH: Readonly<Record<ObservationStatus, number>> = { A: 4, R: 3, P: 2, _U: 1, F: 0 };

/** Final and revised prints have one rank: a revision after a final print counts. */
const RANK: Readonly<Record<ObservationStatus, number>> = { A: 3, R: 3, P: 2, _U: 1, F: 0 };

/** Difference of the ranks of two statuses; positive if `a` is better. */
export function statusOrder(a: ObservationStatus, b: ObservationStatus): number {
  return RANK[a] - RANK[b];
}

/** The weaker of two statuses. */
export function weakerStatus(a: ObservationStatus, b: ObservationStatus): ObservationStatus {
  return STRENGTH[a] <= STRENGTH[b] ? a : b;
}

/** The first step in which two prints differ decides. */
const ORDER = [
  { step: 'status', compare: (a: Print, b: Print) => statusOrder(b.status, a.status) },
  { step: 'kind', compare: (a: Print, b: Print) => b.kindRank - a.kindRank },
  { step: 'publication', compare: (a: Print, b: Print) => compareText(b.publishedUntil, a.publishedUntil) },
  { step: 'fineness', compare: (a: Print, b: Print) => b.fineness - a.fineness },
  {
    step: 'identity',
    compare: ({ figure: a }: Print, { figure: b }: Print) =>
      compareText(a.source, b.source) || compareText(a.id, b.id),
  },
] as const;

export type OrderStep = (typeof ORDER)[number]['step'];

/**
 * Order of two prints of one figure; negative if `a` is better. In turn: status (final or revised, then
 * preliminary, unspecified, forecast), kind of evidence (official, translation, agency, repost, not stated), later
 * publication, finer publication time, identity. The order is total, so the order of arrival never matters.
 */
export function comparePrints(a: Print, b: Print): number {
  for (const { compare } of ORDER) {
    const order = compare(a, b);
    if (order !== 0) return order;
  }
  return 0;
}

/** The step by which `comparePrints` orders two prints. */
export function stepBetween(a: Print, b: Print): OrderStep {
  return ORDER.find(({ compare }) => compare(a, b) !== 0)?.step ?? 'identity';
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
