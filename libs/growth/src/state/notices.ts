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

/**
 * Whether a notice is in force during a period; never for `_U`. Dates are days, months or years: a coarse
 * `effectiveFrom` counts from its first day, `effectiveTo` to its last, inclusive; null: until further
 * notice.
 */
export function noticeInForce(effectiveFrom: string, effectiveTo: string | null, period: string): boolean {
  const bounds = periodBounds(period);
  const from = dayBounds(effectiveFrom);
  const to = effectiveTo === null ? null : dayBounds(effectiveTo);
  if (!bounds || !from || (effectiveTo !== null && !to)) return false;
  return from.start <= bounds.end && (to === null || bounds.start <= to.end);
}

function dayBounds(date: string): { start: string; end: string } | null {
  const period = normalisePeriod(date);
  return period === undefined ? null : periodBounds(period);
}

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
