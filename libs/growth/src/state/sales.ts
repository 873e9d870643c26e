import type { Flag } from '@silkgauge/codelists';
import { scaleOf } from '../number/decimal.ts';
import { formatDigits, powerOfTen } from '../number/digits.ts';
import type { SalesTotal } from '../observation/figure.ts';
import { TINY_FOLD } from '../rules/small-base.ts';
import { countsOf, totalMeasurement } from './measurement.ts';
import { namedComparisons, OVER_PERIOD } from '../period/comparison.ts';
import { hasCalendarEffect, inFlagOrder } from './state-flags.ts';
import type { ComparedSides, StateBody } from './state-body.ts';

/** Month and series of a sales state. */
export interface SalesContext {
  readonly period: string;
  readonly isInChina: boolean;
  readonly currency: string;
  /** The configured threshold of the indicator for a small base, in plain units. */
  readonly smallBase?: string;
}

/**
 * The state of a month of a series with sales alone, from its total and the totals of the months compared
 * with. As JSON equal byte for byte to `assembleState`, but without the cost of facts.
 */
export function salesBody(
  totalOf: (period: string) => SalesTotal | undefined,
  { period, isInChina, currency, smallBase }: SalesContext,
): StateBody {
  const now = totalOf(period);
  const growth: Record<string, ComparedSides> = {};
  if (!now) return { level: { verdict: 'unchecked', gap: null }, growth, other: {}, flags: [] };
  const flags = new Set<Flag>();
  for (const { key, comparedWith } of namedComparisons(period)) {
    const base = comparedWith === null ? undefined : totalOf(comparedWith);
    if (base) growth[key] = totalsGrowth(now.total, base.total, comparedWith, flags, smallBase);
  }
  if (isInChina && hasCalendarEffect(period, OVER_PERIOD in growth)) flags.add('calendar-effect');
  return {
    level: { computed: totalMeasurement(now, currency), verdict: 'unchecked', gap: null },
    growth,
    other: {},
    counts: countsOf(now),
    flags: inFlagOrder(flags),
  };
}

/** 100 (now / base - 1) in ten-thousandths of a percent, by one division of scaled whole numbers. */
function totalsGrowth(
  now: string,
  base: string,
  comparedWith: string | null,
  flags: Set<Flag>,
  smallBase: string | undefined,
): ComparedSides {
  const scale = Math.max(scaleOf(now), scaleOf(base), smallBase === undefined ? 0 : scaleOf(smallBase));
  const old = scaled(base, scale);
  if (old <= 0n || (smallBase !== undefined && old < scaled(smallBase, scale))) {
    flags.add('small-base');
    return { comparedWith, verdict: 'not-comparable', gap: null };
  }
  const present = scaled(now, scale);
  // As `isTinyBase` says of exact totals.
  if (smallBase === undefined && present >= old * TINY_FOLD) flags.add('small-base');
  const numerator = (present - old) * 1_000_000n;
  const truncated = numerator / old;
  const rest = numerator - truncated * old;
  const negative = rest < 0n;
  const rounded = 2n * (negative ? -rest : rest) >= old ? truncated + (negative ? -1n : 1n) : truncated;
  return {
    comparedWith,
    computed: {
      value: formatDigits(rounded, 4),
      unit: 'percent',
      low: formatDigits(negative ? truncated - 1n : truncated, 4),
      high: formatDigits(rest > 0n ? truncated + 1n : truncated, 4),
      status: 'A',
      formula: 'ratio@1',
    },
    verdict: 'unchecked',
    gap: null,
  };
}

function scaled(decimal: string, scale: number): bigint {
  const own = scaleOf(decimal);
  const point = decimal.length - own - 1;
  const digits = BigInt(own === 0 ? decimal : decimal.slice(0, point) + decimal.slice(point + 1));
  return own === scale ? digits : digits * powerOfTen(scale - own);
}
