import type { Verdict } from '@silkgauge/codelists';
import type { AttributeDialect, GrowthState, Measures, SubscriptionFilter } from '@silkgauge/contract';
import { addDecimals, compareDecimals, multiplyDecimals } from '@silkgauge/growth';

/** What filters see of a change. */
export interface FilteredChange {
  /** The text of an attribute; undefined where the change has none by that name. */
  attribute(name: string): string | undefined;
  /** The state with what it was before; undefined for what is no state. */
  readonly state: GrowthState | undefined;
}

type Sides = GrowthState['level'];
type Measurement = NonNullable<Sides['reported']>;

/** Whether a filter is true for a change. */
export function matches(filter: SubscriptionFilter, change: FilteredChange): boolean {
  switch (filter.kind) {
    case 'exact':
    case 'prefix':
    case 'suffix':
      return filter.attributes.every(([name, text]) => compares(filter.kind, change.attribute(name), text));
    case 'all':
      return filter.filters.every((one) => matches(one, change));
    case 'any':
      return filter.filters.some((one) => matches(one, change));
    case 'not':
      return !matches(filter.filter, change);
    case 'move': {
      const { atLeast, relative } = filter;
      return someValues(change, filter.of, (before, now) => movedBy(before, now, atLeast, relative));
    }
    case 'sign':
      return someValues(
        change,
        filter.of,
        (before, now) => compareDecimals(before, '0') !== compareDecimals(now, '0'),
      );
    case 'revision':
      return isRevision(change.state);
    case 'verdict':
      return pairsOf(change.state, filter.of).some(([before, now]) => {
        const isOne = (sides: Sides | undefined) => filter.in.includes(sides?.verdict as Verdict);
        return isOne(now) && (!filter.became || (before !== undefined && before.verdict !== now?.verdict));
      });
  }
}

function compares(dialect: AttributeDialect, found: string | undefined, text: string): boolean {
  if (found === undefined) return false;
  if (dialect === 'exact') return found === text;
  return dialect === 'prefix' ? found.startsWith(text) : found.endsWith(text);
}

/** Sides before and now, of each figure of a state; an unchanged one is the same in both. */
type Pair = readonly [before: Sides | undefined, now: Sides | undefined];

/** The pairs of some measures. A first version has nothing before. */
function pairsOf(state: GrowthState | undefined, of: Measures): Pair[] {
  if (!state) return [];
  const { previous } = state.change;
  const pairs: Pair[] = [];
  if (of.level) pairs.push([previous === null ? undefined : (previous.level ?? state.level), state.level]);
  if (of.growth === null) return pairs;
  const changed = previous?.growth ?? {};
  const names =
    of.growth === '*' ? new Set([...Object.keys(state.growth), ...Object.keys(changed)]) : [of.growth];
  for (const name of names) {
    const now = state.growth[name];
    const before = Object.hasOwn(changed, name) ? changed[name] : now;
    pairs.push([previous === null ? undefined : (before ?? undefined), now]);
  }
  return pairs;
}

/** Whether the test holds for some figure of one unit that has a single value before and now. */
function someValues(
  { state }: FilteredChange,
  of: Measures,
  test: (before: string, now: string) => boolean,
): boolean {
  return pairsOf(state, of).some(([before, now]) =>
    of.sides.some((side) => {
      const [old, present] = [before?.[side], now?.[side]];
      if (old === present || old?.unit !== present?.unit) return false;
      return (
        typeof old?.value === 'string' && typeof present?.value === 'string' && test(old.value, present.value)
      );
    }),
  );
}

/** `|now - before| >= atLeast`; relative: in percent of `|before|`, of which zero has none. */
function movedBy(before: string, now: string, atLeast: string, relative: boolean): boolean {
  const distance = magnitude(addDecimals(now, negated(before)));
  if (!relative) return compareDecimals(distance, atLeast) >= 0;
  const base = magnitude(before);
  if (compareDecimals(base, '0') === 0) return false;
  return compareDecimals(multiplyDecimals(distance, '100'), multiplyDecimals(base, atLeast)) >= 0;
}

const negated = (decimal: string): string => (decimal.startsWith('-') ? decimal.slice(1) : `-${decimal}`);
const magnitude = (decimal: string): string => decimal.replace(/^-/, '');

/** Whether a reported figure that was there before has another value, interval or status, or is gone. */
function isRevision(state: GrowthState | undefined): boolean {
  const previous = state?.change.previous;
  if (!state || !previous || state.change.reason === 'sales') return false;
  const others = Object.entries(previous.other ?? {}).map(([name, before]): Pair => [
    before,
    (state.other as Readonly<Record<string, Sides | undefined>>)[name],
  ]);
  return [...pairsOf(state, { level: true, growth: '*', sides: ['reported'] }), ...others].some(
    ([before, now]) => before?.reported !== undefined && differs(before.reported, now?.reported),
  );
}

function differs(before: Measurement, now: Measurement | undefined): boolean {
  return (
    before.value !== now?.value ||
    before.low !== now.low ||
    before.high !== now.high ||
    before.status !== now.status
  );
}
