import { normalisePeriod, periodBounds } from '../period/period.ts';
import type { SeriesDimensions } from '../observation/figure.ts';

/** The scope of a notice; an absent or empty list is no limit. */
export interface NoticeScope {
  readonly areas?: readonly string[];
  readonly modes?: readonly string[];
  readonly flow?: string;
  readonly products?: readonly string[];
}

/**
 * Relations between the codes of one dimension; both are pure and equal in every process. `overlaps` is
 * called only for codes of which neither contains the other.
 */
export interface CodeRelations {
  /** Whether `narrow` lies in `wide`; true for equal codes and for a `wide` of `_T`. */
  contains(wide: string, narrow: string): boolean;
  /** Whether two codes have something in common. */
  overlaps(a: string, b: string): boolean;
}

/** The dimensions whose relations come from a register. */
export interface ScopeRelations {
  readonly areas: CodeRelations;
  readonly modes: CodeRelations;
}

/**
 * Whether a series lies inside a notice's scope: `whole`; `part` if the series contains some of the scope
 * (China, with a notice for one district) or overlaps it (a province, with a notice for a customs district
 * that extends beyond); null if the two are disjoint. `relations` decides for areas and modes, the code for
 * products: `HS84` contains `HS8418`.
 */
export function noticeScope(
  scope: NoticeScope,
  dims: Pick<SeriesDimensions, 'area' | 'mode' | 'flow' | 'product'>,
  { areas, modes }: ScopeRelations,
): 'whole' | 'part' | null {
  let found: 'whole' | 'part' = 'whole';
  // Areas last: their relations cost most, and another dimension excludes most notices.
  for (const [elements, code, relations] of [
    [scope.flow === undefined ? [] : [scope.flow], dims.flow, FLOWS],
    [scope.modes, dims.mode, modes],
    [scope.products, dims.product, PRODUCTS],
    [scope.areas, dims.area, areas],
  ] as const) {
    const match = matchAny(elements, code, relations);
    if (match === null) return null;
    if (match === 'part') found = 'part';
  }
  return found;
}

/** First and last day of a period. */
type PeriodBounds = NonNullable<ReturnType<typeof periodBounds>>;

/** The days that a notice is in force, both included; `to` is null until further notice. */
export interface DaysInForce {
  readonly from: string;
  readonly to: string | null;
}

/**
 * The days of a notice's dates, which are days, months or years: a coarse `effectiveFrom` counts from its first
 * day, `effectiveTo` to its last. Null if one is no date: such a notice is never in force.
 */
export function daysInForce(effectiveFrom: string, effectiveTo: string | null = null): DaysInForce | null {
  const from = boundsOf(effectiveFrom)?.start;
  const to = effectiveTo === null ? null : boundsOf(effectiveTo)?.end;
  return from === undefined || to === undefined ? null : { from, to };
}

/** How days in force lie to a period: they cover it or a part of it, end before it, or begin after it. */
export type InForce = 'whole' | 'part' | 'before' | 'after';

export function inForceIn({ from, to }: DaysInForce, { start, end }: PeriodBounds): InForce {
  if (from > end) return 'after';
  if (to !== null && to < start) return 'before';
  return from <= start && (to === null || to >= end) ? 'whole' : 'part';
}

/** How much of a period days in force cover: all of it or a part; null where they do not meet it. */
export function coverOf(days: DaysInForce, period: PeriodBounds): 'whole' | 'part' | null {
  const found = inForceIn(days, period);
  return found === 'whole' || found === 'part' ? found : null;
}

/** Whether days in force meet a period. */
export const isInForce = (days: DaysInForce, period: PeriodBounds): boolean => coverOf(days, period) !== null;

/** Whether a notice is in force during a period; never for `_U`. */
export function noticeInForce(effectiveFrom: string, effectiveTo: string | null, period: string): boolean {
  const days = daysInForce(effectiveFrom, effectiveTo);
  const bounds = periodBounds(period);
  return days !== null && bounds !== null && isInForce(days, bounds);
}

const boundsOf = (date: string): PeriodBounds | null => periodBounds(normalisePeriod(date) ?? '');

function matchAny(
  elements: readonly string[] | undefined,
  code: string,
  relations: CodeRelations,
): 'whole' | 'part' | null {
  if (!elements || elements.length === 0) return 'whole';
  if (elements.some((element) => relations.contains(element, code))) return 'whole';
  const meets = elements.some(
    (element) => relations.contains(code, element) || relations.overlaps(code, element),
  );
  return meets ? 'part' : null;
}

const HS = /^HS\d+$/;

/** Codes of which only `_T` contains others. */
const FLOWS: CodeRelations = {
  contains: (wide, narrow) => wide === narrow || wide === '_T',
  overlaps: () => false,
};

/** `HS84` contains `HS8418`; a platform's own category contains only itself. */
const PRODUCTS: CodeRelations = {
  contains: (wide, narrow) =>
    FLOWS.contains(wide, narrow) || (HS.test(wide) && HS.test(narrow) && narrow.startsWith(wide)),
  overlaps: () => false,
};
