import { baseOf, periodOf, type SeriesFacts } from './facts.ts';
import type { Figure } from './figure.ts';
import { periodAfter, periodBefore, yearAfter, yearBefore } from './period.ts';

/**
 * Keys whose state may change when this figure comes or goes: its own period; for a growth rate the period it compares
 * with; for a level also every period whose growth rests on it, and those whose base it implies.
 * Needs in `facts` the growth prints of the figure's period and those compared with it.
 */
export function affectedPeriods(facts: SeriesFacts, figure: Figure): string[] {
  const period = periodOf(figure);
  if (figure.measure === 'level') return affectedByLevel(facts, period);
  const base = baseOf(figure);
  return base === null || base === period ? [period] : [period, base];
}

/** As `affectedPeriods`, for a changed level or sales total of a period. */
export function affectedByLevel(facts: SeriesFacts, period: string): string[] {
  if (period === '_U') return [period];
  const affected = new Set([period]);
  addIfAny(affected, periodAfter(period));
  addIfAny(affected, yearAfter(period));
  for (const comparing of facts.comparedBy.get(period)?.keys() ?? []) affected.add(comparing);
  for (const { comparedWith } of facts.periods.get(period)?.growth.values() ?? [])
    addIfAny(affected, comparedWith);
  return [...affected];
}

/**
 * Every period whose figures and totals must be in `facts` to assemble these keys: they themselves, what their growth
 * is compared with, and what is compared with them. Needs in `facts` the figures of the affected periods and the
 * growth prints whose base period is one of them; what it names beyond those the caller then loads.
 */
export function neededPeriods(facts: SeriesFacts, affected: readonly string[]): { periods: string[] } {
  const needed = new Set<string>();
  for (const period of affected) {
    needed.add(period);
    addIfAny(needed, yearBefore(period));
    addIfAny(needed, periodBefore(period));
    for (const { comparedWith } of facts.periods.get(period)?.growth.values() ?? [])
      addIfAny(needed, comparedWith);
    for (const comparing of facts.comparedBy.get(period)?.keys() ?? []) needed.add(comparing);
  }
  return { periods: [...needed] };
}

function addIfAny(periods: Set<string>, period: string | null): void {
  if (period !== null) periods.add(period);
}
