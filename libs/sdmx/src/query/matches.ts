import { compare, isDecimal, memoized, normalisePeriod, parseDecimal, periodBounds } from '@silkgauge/growth';
import type { Observation } from '../observation/observation.ts';
import {
  DIMENSIONS,
  MEASURE,
  TIME_DIMENSION,
  type Component,
  type Dimension,
} from '../structure/components.ts';
import type { Comparison, ComponentFilter, DataSelection, KeyPattern, Operator } from './data-query.ts';
import { isNumber } from './filters.ts';

type Test<T> = (value: T) => boolean;

/** Tells whether an observation is asked for: by flow, key and filters. */
export function matcherOf({
  flows,
  keys,
  filters,
}: Pick<DataSelection, 'flows' | 'keys' | 'filters'>): Test<Observation> {
  const isKeyAsked = keysTest(keys);
  const tests = filters.map(filterTest);
  return (observation) =>
    flows.includes(observation.flow) &&
    isKeyAsked(observation.seriesKey) &&
    tests.every((test) => test(observation));
}

/** Keys kept with their answers: all those of a series of ours, which come again with each of its periods. */
const KEPT_KEYS = 1_000;

function keysTest(keys: readonly KeyPattern[]): Test<Observation['seriesKey']> {
  if (keys.length === 0) return () => true;
  const patterns = keys.map(keyTest);
  return memoized((key) => {
    const codes = key.split('.');
    return patterns.some((test) => test(codes));
  }, KEPT_KEYS);
}

function keyTest(pattern: KeyPattern): Test<readonly string[]> {
  const asked = DIMENSIONS.flatMap((dimension, at): [number, ReadonlySet<string>][] => {
    const codes = pattern[dimension];
    return codes === null ? [] : [[at, new Set(codes)]];
  });
  return (codes) => asked.every(([at, set]) => set.has(codes[at] ?? ''));
}

function filterTest({ component, anyOf }: ComponentFilter): Test<Observation> {
  const read = readerOf(component);
  const alternatives = anyOf.map((all) => all.map((each) => comparisonTest(component, each)));
  return (observation) => {
    const value = read(observation);
    return alternatives.some((all) => all.every((test) => test(value)));
  };
}

const isDimension = (component: Component): component is Dimension =>
  DIMENSIONS.some((dimension) => dimension === component);

/** Reads what an observation has of a component; undefined where it has nothing. */
function readerOf(component: Component): (observation: Observation) => string | undefined {
  if (component === TIME_DIMENSION) return ({ period }) => period ?? undefined;
  if (component === MEASURE) return ({ value }) => value ?? undefined;
  return isDimension(component) ? ({ key }) => key[component] : ({ attributes }) => attributes[component];
}

/** An absent value fits `ne` and `nc` alone. */
function comparisonTest(component: Component, { operator, value }: Comparison): Test<string | undefined> {
  const test = presentTest(component, operator, value);
  const fitsAbsence = operator === 'ne' || operator === 'nc';
  return (present) => (present === undefined ? fitsAbsence : test(present));
}

function presentTest(component: Component, operator: Operator, value: string): Test<string> {
  switch (operator) {
    case 'co':
      return (present) => present.includes(value);
    case 'nc':
      return (present) => !present.includes(value);
    case 'sw':
      return (present) => present.startsWith(value);
    case 'ew':
      return (present) => present.endsWith(value);
    default:
      if (component === TIME_DIMENSION) return periodTest(operator, value);
      return isNumber(component) ? numberTest(operator, value) : wordTest(operator, value);
  }
}

type Ordering = Exclude<Operator, 'co' | 'nc' | 'sw' | 'ew'>;

const wordTest = (operator: Ordering, value: string): Test<string> =>
  operator === 'ne' ? (present) => present !== value : (present) => present === value;

const SIGNS: Readonly<Record<Ordering, Test<number>>> = {
  eq: (sign) => sign === 0,
  ne: (sign) => sign !== 0,
  lt: (sign) => sign < 0,
  le: (sign) => sign <= 0,
  gt: (sign) => sign > 0,
  ge: (sign) => sign >= 0,
};

function numberTest(operator: Ordering, value: string): Test<string> {
  const holds = SIGNS[operator];
  const asked = parseDecimal(value);
  return (present) => (isDecimal(present) ? holds(compare(parseDecimal(present), asked)) : operator === 'ne');
}

/** By the days of periods: `ge` begins no earlier, `le` ends no later, `gt` and `lt` lie wholly behind or before. */
function periodTest(operator: Ordering, period: string): Test<string> {
  if (operator === 'eq') return (present) => normalisePeriod(present) === period;
  if (operator === 'ne') return (present) => normalisePeriod(present) !== period;
  const asked = periodBounds(period);
  return (present) => {
    const bounds = periodBounds(present);
    if (asked === null || bounds === null) return false;
    if (operator === 'ge') return bounds.start >= asked.start;
    if (operator === 'le') return bounds.end <= asked.end;
    return operator === 'gt' ? bounds.start > asked.end : bounds.end < asked.start;
  };
}
