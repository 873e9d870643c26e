import { normalisePeriod, periodBounds } from './period.ts';
import type { SeriesDimensions } from './figure.ts';

/** What a notice applies to; an absent or empty list does not limit. */
export interface NoticeScope {
  readonly areas?: readonly string[];
  readonly modes?: readonly string[];
  readonly flow?: string;
  readonly products?: readonly string[];
}

/**
 * Whether a series lies inside a notice's scope: `whole` if all of it does, `part` if the series contains some of the
 * scope (all of China, with a notice for one district), null if they have nothing in common.
 *
 * Codes contain each other by their form: `CN` contains `CN-D46`, `HS84` contains `HS8418`, `_T` everything.
 */
export function noticeScope(
  scope: NoticeScope,
  dims: Pick<SeriesDimensions, 'area' | 'mode' | 'flow' | 'product'>,
): 'whole' | 'part' | null {
  const matches = [
    matchAny(scope.areas, dims.area, containsArea),
    matchAny(scope.modes, dims.mode, containsCode),
    matchAny(scope.flow === undefined ? [] : [scope.flow], dims.flow, containsCode),
    matchAny(scope.products, dims.product, containsProduct),
  ];
  if (matches.includes(null)) return null;
  return matches.includes('part') ? 'part' : 'whole';
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
  contains: (wide: string, narrow: string) => boolean,
): 'whole' | 'part' | null {
  if (!elements || elements.length === 0) return 'whole';
  if (elements.some((element) => contains(element, code))) return 'whole';
  return elements.some((element) => contains(code, element)) ? 'part' : null;
}

function containsCode(wide: string, narrow: string): boolean {
  return wide === narrow || wide === '_T';
}

/** `CN` contains `CN-D46`; only at a hyphen, so that no code contains another by chance. */
function containsArea(wide: string, narrow: string): boolean {
  return containsCode(wide, narrow) || narrow.startsWith(`${wide}-`);
}

const HS = /^HS\d+$/;

/** `HS84` contains `HS8418`; a platform's own categories contain nothing but themselves. */
function containsProduct(wide: string, narrow: string): boolean {
  return containsCode(wide, narrow) || (HS.test(wide) && HS.test(narrow) && narrow.startsWith(wide));
}
