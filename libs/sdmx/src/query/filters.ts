import { isDecimal } from '@silkgauge/growth';
import { badParameter, quoted, unknownWord } from '../errors/refusals.ts';
import {
  ATTRIBUTES,
  DIMENSIONS,
  MEASURE,
  NUMBERS,
  TIME_DIMENSION,
  type Component,
} from '../structure/components.ts';
import { OPERATORS, type Comparison, type ComponentFilter, type Operator } from './data-query.ts';
import { oneCode } from './key.ts';
import { readPeriod } from './periods.ts';

export const COMPONENTS: readonly Component[] = [...DIMENSIONS, TIME_DIMENSION, MEASURE, ...ATTRIBUTES];

/** Components whose values have an order. */
const ORDERED: ReadonlySet<Component> = new Set<Component>([
  MEASURE,
  'UNIT_MULT',
  'DECIMALS',
  ...(Object.keys(NUMBERS) as (keyof typeof NUMBERS)[]),
]);

export const isNumber = (component: Component): boolean => ORDERED.has(component);

const ORDERINGS: readonly Operator[] = ['lt', 'le', 'gt', 'ge'];
const EQUALITIES: readonly Operator[] = ['eq', 'ne'];

/** Comparisons of a query at most: each one is made with every observation. */
const MOST_COMPARISONS = 100;
/** Characters of a number at most. */
const MOST_DIGITS = 100;

/** Reads `c[COMPONENT]=...` of all components. @throws SdmxFault */
export function readFilters(given: ReadonlyMap<string, string>): readonly ComponentFilter[] {
  let comparisons = 0;
  for (const [component, text] of given) {
    comparisons += text.split(/[,+]/).length;
    if (comparisons > MOST_COMPARISONS) throw tooManyComparisons(component);
  }
  return Array.from(given, ([component, text]) => readFilter(component, text));
}

const tooManyComparisons = (component: string) =>
  badParameter(
    `c[${component}]`,
    {
      en: `the query has more than ${String(MOST_COMPARISONS)} comparisons`,
      zh: `查询的比较超过 ${String(MOST_COMPARISONS)} 个`,
    },
    { en: 'write fewer, or ask several times', zh: '请减少比较，或分几次查询' },
  );

function readFilter(name: string, text: string): ComponentFilter {
  const parameter = `c[${name}]`;
  const component = COMPONENTS.find((each) => each === name);
  if (component === undefined) throw unknownWord(parameter, name, COMPONENTS);
  return {
    component,
    anyOf: text
      .split(',')
      .map((alternative) => alternative.split('+').map((each) => readComparison(component, each, parameter))),
  };
}

function readComparison(component: Component, text: string, parameter: string): Comparison {
  const colon = /^([a-z]{2}):/.exec(text);
  const operator = colon ? OPERATORS.find((each) => each === colon[1]) : 'eq';
  if (operator === undefined) throw unknownWord(parameter, colon?.[1] ?? '', OPERATORS);
  const value = colon ? text.slice(3) : text;
  if (value === '') throw noValue(parameter);
  const ordering = ORDERINGS.includes(operator);
  const isWhole = ordering || EQUALITIES.includes(operator);
  if (component === TIME_DIMENSION)
    return { operator, value: isWhole ? readPeriod(value, parameter) : value };
  if (!isNumber(component)) {
    if (ordering) throw withoutOrder(parameter, operator);
    return { operator, value: isWhole ? oneCode(value, component) : value };
  }
  if (isWhole && !isDecimal(value)) throw noNumber(parameter, value);
  if (value.length > MOST_DIGITS) throw tooManyDigits(parameter);
  return { operator, value };
}

const noValue = (parameter: string) =>
  badParameter(
    parameter,
    { en: 'a value is missing', zh: '缺少值' },
    {
      en: 'write values such as ge:3; a comma between them means or, a plus means and',
      zh: '请写 ge:3 一类的值；值之间的逗号表示或，加号表示且',
    },
  );

const withoutOrder = (parameter: string, operator: Operator) =>
  badParameter(
    parameter,
    {
      en: `${operator} is for numbers and ${TIME_DIMENSION}`,
      zh: `${operator} 只用于数值和 ${TIME_DIMENSION}`,
    },
    { en: 'write eq, ne, co, nc, sw or ew', zh: '请写 eq、ne、co、nc、sw 或 ew' },
  );

const noNumber = (parameter: string, value: string) =>
  badParameter(
    parameter,
    { en: `${quoted(value)} is no number`, zh: `${quoted(value)} 不是数值` },
    {
      en: 'write digits such as 3 or -4.5, without an exponent',
      zh: '请写 3 或 -4.5 一类的数字，不用指数',
    },
  );

const tooManyDigits = (parameter: string) =>
  badParameter(
    parameter,
    {
      en: `a number has more than ${String(MOST_DIGITS)} characters`,
      zh: `数字超过 ${String(MOST_DIGITS)} 个字符`,
    },
    { en: 'write a shorter one', zh: '请写较短的数字' },
  );

/** `startPeriod` and `endPeriod` as filters. @throws SdmxFault */
export function periodFilters(
  start: string | undefined,
  end: string | undefined,
): readonly ComponentFilter[] {
  const filter = (operator: Operator, text: string, parameter: string): ComponentFilter => ({
    component: TIME_DIMENSION,
    anyOf: [[{ operator, value: readPeriod(text, parameter) }]],
  });
  return [
    ...(start === undefined ? [] : [filter('ge', start, 'startPeriod')]),
    ...(end === undefined ? [] : [filter('le', end, 'endPeriod')]),
  ];
}
