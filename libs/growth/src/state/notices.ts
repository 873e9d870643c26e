import { normalisePeriod, periodBounds } from '../period/period.ts';
import type { SeriesDimensions } from '../observation/figure.ts';

/** What a notice applies to; an absent or empty list does not limit. */
export interface NoticeScope {
  readonly areas?: readonly string[];
  readonly modes?: readonly string[];
  readonly flow?: string;
  readonly products?: readonly string[];
}

/**
 * What the codes of one dimension have in common. Both are pure and the same in every process: `overlaps` is asked only
 * where neither code contains the other.
 */
export interface CodeRelations {
  /** Whether all of `narrow` lies in `wide`; true of a code and itself, and of `_T` and anything. */
  contains(wide: string, narrow: string): boolean;
  /** Whether two codes have something in common. */
  overlaps(a: string, b: string): boolean;
}

/** The dimensions whose codes hold each other by a register. */
export interface ScopeRelations {
  readonly areas: CodeRelations;
  readonly modes: CodeRelations;
}

/**
 * Whether a series lies inside a notice's scope: `whole` if all of it does, `part` if the series contains some of the
 * scope (all of China, with a notice for one district) or overlaps it (a province, with a notice for a customs district
 * that lies in it and beyond), null if they have nothing in common. Areas and modes contain each other as `relations`
 * says, products by their form: `HS84` contains `HS8418`, `_T` everything.
 */
export function noticeScope(
  scope: NoticeScope,
  dims: Pick<SeriesDimensions, 'area' | 'mode' | 'flow' | 'product'>,
  { areas, modes }: ScopeRelations,
): 'whole' | 'part' | null {
  let found: 'whole' | 'part' = 'whole';
  // Areas last: they are many, and most notices fall away by something else before.
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
 * Whether a notice is in force at some time of a period. Dates may be days, months or years; a coarse `effectiveFrom`
 * counts from its first day, `effectiveTo` to its last, inclusive; null: until further notice. Never for `_U`.
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

/** Codes that hold nothing but themselves. */
const FLOWS: CodeRelations = {
  contains: (wide, narrow) => wide === narrow || wide === '_T',
  overlaps: () => false,
};

/** `HS84` contains `HS8418`; a platform's own categories contain nothing but themselves. */
const PRODUCTS: CodeRelations = {
  contains: (wide, narrow) =>
    FLOWS.contains(wide, narrow) || (HS.test(wide) && HS.test(narrow) && narrow.startsWith(wide)),
  overlaps: () => false,
};
