import {
  DIMENSIONS,
  type Availability,
  type AvailableCode,
  type Dimension,
  splitCodes,
  type ScopeFilter,
  passesPeriod,
  passesSeries,
  PERIOD_FILTERS,
} from '@silkgauge/contract';
import { CODE_REGISTERS, CODE_GRAPHS } from '@silkgauge/known';
import type { HeldPeriod, HeldSeries } from './available-states.ts';
import { namesOf } from '../registers/listed-codes.ts';

/**
 * Counts the states and series of each code. A series that one dimension alone excludes counts in that
 * dimension: each count is what a reader gets by choosing the code.
 */
export function countAvailable(all: Iterable<HeldSeries>, filter: ScopeFilter): Availability {
  const isAsked = periodTest(filter);
  const others = withoutDimensions(filter);
  const asked = DIMENSIONS.flatMap((name) => {
    const codes = filter[name];
    return codes ? [{ name, isAllowed: codeTest(codes) }] : [];
  });
  const counts = new Map(DIMENSIONS.map((name) => [name, new Map<string, Count>()]));
  const whole = { states: 0, series: 0 };
  const seen = new Set<HeldPeriod>();
  for (const { series, domain, periods } of all) {
    if (!passesSeries(others, { series, domain }, CODE_GRAPHS.areas)) continue;
    const [missed, another] = asked.filter(({ name, isAllowed }) => !isAllowed(series[name]));
    if (another) continue;
    const states = isAsked ? periods.filter(isAsked).length : periods.length;
    if (states === 0) continue;
    for (const name of missed ? [missed.name] : DIMENSIONS) addTo(counts.get(name), series[name], states);
    if (missed) continue;
    whole.states += states;
    whole.series += 1;
    for (const period of periods) seen.add(period);
  }
  return {
    ...whole,
    periods: spanOf([...seen].filter(isAsked ?? (() => true))),
    dimensions: Object.fromEntries(
      [...counts].map(([name, codes]) => [name, inOrder(name, codes)]),
    ) as Counted,
  };
}

const withoutDimensions = (filter: ScopeFilter): ScopeFilter =>
  Object.fromEntries(
    Object.entries(filter).filter(([name]) => !DIMENSIONS.some((dimension) => dimension === name)),
  );

/** Tests codes against a list of codes and prefixes. */
function codeTest(codes: readonly string[]): (code: string) => boolean {
  const { exact, prefixes } = splitCodes(codes);
  const named = new Set(exact);
  return (code) => named.has(code) || prefixes.some((prefix) => code.startsWith(prefix));
}

type Counted = Record<Dimension, AvailableCode[]>;

interface Count {
  states: number;
  series: number;
}

function addTo(codes: Map<string, Count> | undefined, code: string, states: number): void {
  const count = codes?.get(code);
  if (!count) {
    codes?.set(code, { states, series: 1 });
    return;
  }
  count.states += states;
  count.series += 1;
}

/** Codes with names, most states first. */
function inOrder(dimension: Dimension, codes: ReadonlyMap<string, Count>): AvailableCode[] {
  const register = CODE_REGISTERS[dimension];
  return [...codes]
    .map(([code, count]) => {
      const known = register.get(code);
      const also = known?.also ?? [];
      return { code, names: namesOf(known), ...(also.length > 0 && { also }), ...count };
    })
    .sort((a, b) => b.states - a.states || (a.code < b.code ? -1 : 1));
}

/** Tests a period against the filter, once per period; null if the filter names no periods. */
function periodTest(filter: ScopeFilter): ((period: HeldPeriod) => boolean) | null {
  if (PERIOD_FILTERS.every((name) => filter[name] === undefined)) return null;
  const known = new Map<HeldPeriod, boolean>();
  return (period) => {
    const found = known.get(period) ?? passesPeriod(filter, { period: period.code, bounds: period.bounds });
    known.set(period, found);
    return found;
  };
}

/** Periods that start first and end last; the shortest among several. */
function spanOf(periods: readonly HeldPeriod[]): Availability['periods'] {
  const bounded = periods.flatMap(({ code, bounds }) => (bounds ? [{ code, ...bounds }] : []));
  const [first, ...rest] = bounded;
  if (!first) return null;
  const from = rest.reduce(
    (a, b) => (b.start < a.start || (b.start === a.start && b.end < a.end) ? b : a),
    first,
  );
  const to = rest.reduce((a, b) => (b.end > a.end || (b.end === a.end && b.start > a.start) ? b : a), first);
  return { from: from.code, to: to.code };
}
