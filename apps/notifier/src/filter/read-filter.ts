import { VERDICTS, type Verdict } from '@silkgauge/codelists';
import { likelyName, pointerStep, shown } from '@silkgauge/contract';
import { compareDecimals, isDecimal } from '@silkgauge/growth';
import { isObject, reportUnknown, type Faults, type Members } from '../subscription/faults.ts';
import { FILTER_ATTRIBUTES, type AttributeDialect, type Filter } from './filter.ts';
import { readMeasures } from './read-measures.ts';

export const MOST_NODES = 64;
export const DEEPEST_FILTER = 8;
/** Longest text of a filter, in bytes. */
export const LONGEST_TEXT = 256;

const MOVE = 'silkgauge:move';
const SIGN = 'silkgauge:sign';
const REVISION = 'silkgauge:revision';
const VERDICT = 'silkgauge:verdict';
const DIALECTS = ['exact', 'prefix', 'suffix', 'all', 'any', 'not', MOVE, SIGN, REVISION, VERDICT] as const;

/** Counts the nodes of all filters of a subscription. */
export interface Budget {
  nodes: number;
}

/**
 * The list `filters` of a subscription, all of which must be true; an absent one is always true, and so is an empty
 * one, as a subscription without filters is shown.
 */
export function readFilters(value: unknown, pointer: string, faults: Faults): readonly Filter[] {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return [];
  return readList(value, pointer, faults, { nodes: 0 }, 1);
}

function readList(
  value: unknown,
  pointer: string,
  faults: Faults,
  budget: Budget,
  depth: number,
): readonly Filter[] {
  if (!Array.isArray(value) || value.length === 0) {
    faults.report(
      pointer,
      'filter-list',
      `A list of filters must have at least one, not ${shown(value)}.`,
      'Write [{"exact": {"area": "CN"}}], or leave the member out.',
    );
    return [];
  }
  const filters: Filter[] = [];
  for (const [at, one] of value.entries()) {
    const filter = readFilter(one, pointer + pointerStep(at), faults, budget, depth);
    if (filter) filters.push(filter);
    if (budget.nodes > MOST_NODES) break;
  }
  return filters;
}

function readFilter(
  value: unknown,
  pointer: string,
  faults: Faults,
  budget: Budget,
  depth: number,
): Filter | undefined {
  budget.nodes += 1;
  if (budget.nodes > MOST_NODES) {
    if (budget.nodes > MOST_NODES + 1) return undefined;
    const message = `The filters have more than ${String(MOST_NODES)} nodes.`;
    return faults.report(
      pointer,
      'filter-size',
      message,
      'Make two subscriptions, or use a prefix for many codes.',
    );
  }
  if (depth > DEEPEST_FILTER)
    return faults.report(
      pointer,
      'filter-depth',
      `Filters are nested deeper than ${String(DEEPEST_FILTER)}.`,
      'Write the inner filters into the list around them.',
    );
  const [dialect, ...others] = isObject(value) ? Object.keys(value) : [];
  if (!isObject(value) || dialect === undefined || others.length > 0)
    return faults.report(
      pointer,
      'one-filter',
      `A filter is an object with one dialect, not ${isObject(value) ? `${String(Object.keys(value).length)} members` : shown(value)}.`,
      'Write {"exact": {"area": "CN"}}; several filters stand beside each other in a list.',
    );
  return readDialect(dialect, value[dialect], pointer + pointerStep(dialect), faults, budget, depth);
}

function readDialect(
  dialect: string,
  value: unknown,
  pointer: string,
  faults: Faults,
  budget: Budget,
  depth: number,
): Filter | undefined {
  switch (dialect) {
    case 'exact':
    case 'prefix':
    case 'suffix':
      return readAttributes(dialect, value, pointer, faults);
    case 'all':
    case 'any':
      return { kind: dialect, filters: readList(value, pointer, faults, budget, depth + 1) };
    case 'not': {
      const filter = readFilter(value, pointer, faults, budget, depth + 1);
      return filter && { kind: 'not', filter };
    }
    case MOVE:
      return readMove(value, pointer, faults);
    case SIGN: {
      const members = readMembers(value, ['of'], pointer, faults);
      const of = members && readMeasures(members['of'], `${pointer}/of`, faults, true);
      return of && { kind: 'sign', of };
    }
    case REVISION:
      return readMembers(value, [], pointer, faults) && { kind: 'revision' };
    case VERDICT:
      return readVerdict(value, pointer, faults);
    default: {
      const meant = likelyName(dialect, DIALECTS);
      return faults.report(
        pointer,
        'filter-dialect',
        `${shown(dialect)} is no dialect that is served.`,
        meant === undefined ? `Write one of ${DIALECTS.join(', ')}.` : `Write "${meant}".`,
      );
    }
  }
}

function readAttributes(
  kind: AttributeDialect,
  value: unknown,
  pointer: string,
  faults: Faults,
): Filter | undefined {
  const names = isObject(value) ? Object.keys(value) : [];
  if (!isObject(value) || names.length === 0)
    return faults.report(
      pointer,
      'filter-attributes',
      `${kind} takes an object of attributes and texts, not ${names.length === 0 && isObject(value) ? 'an empty one' : shown(value)}.`,
      `Write {"${kind}": {"area": "CN"}}.`,
    );
  const attributes: [string, string][] = [];
  for (const name of names) {
    const at = pointer + pointerStep(name);
    const text = value[name];
    if (!(FILTER_ATTRIBUTES as readonly string[]).includes(name)) reportAttribute(name, at, faults);
    else if (typeof text !== 'string' || text === '' || Buffer.byteLength(text) > LONGEST_TEXT)
      faults.report(
        at,
        'filter-text',
        `The attribute ${name} is compared with a text of 1 to ${String(LONGEST_TEXT)} bytes, not ${shown(text)}.`,
        'Write a text; an absent attribute makes every filter but not false.',
      );
    else attributes.push([name, text]);
  }
  return { kind, attributes };
}

function reportAttribute(name: string, pointer: string, faults: Faults): void {
  const meant = likelyName(name, FILTER_ATTRIBUTES);
  faults.report(
    pointer,
    'filter-attribute',
    `${shown(name)} is no attribute of a delivery.`,
    meant === undefined ? `Write one of ${FILTER_ATTRIBUTES.join(', ')}.` : `Write "${meant}".`,
  );
}

function readMove(value: unknown, pointer: string, faults: Faults): Filter | undefined {
  const members = readMembers(value, ['of', 'atLeast', 'relative'], pointer, faults);
  if (!members) return undefined;
  const { atLeast } = members;
  const relative = readFlag(members['relative'], `${pointer}/relative`, faults);
  const of = readMeasures(members['of'], `${pointer}/of`, faults, true);
  const isStep =
    typeof atLeast === 'string' &&
    atLeast.length <= LONGEST_TEXT &&
    isDecimal(atLeast) &&
    compareDecimals(atLeast, '0') > 0;
  if (!isStep)
    return faults.report(
      `${pointer}/atLeast`,
      'at-least',
      `atLeast must be a decimal above 0 as a text, not ${shown(atLeast)}.`,
      'Write "atLeast": "3": points of growth, plain units of a level, percent with "relative": true.',
    );
  return of && { kind: 'move', of, atLeast, relative };
}

function readVerdict(value: unknown, pointer: string, faults: Faults): Filter | undefined {
  const members = readMembers(value, ['in', 'of', 'became'], pointer, faults);
  if (!members) return undefined;
  const became = readFlag(members['became'], `${pointer}/became`, faults);
  const of = readMeasures(members['of'], `${pointer}/of`, faults, false);
  const words: readonly unknown[] = Array.isArray(members['in']) ? members['in'] : [];
  const verdicts = words.filter((word): word is Verdict =>
    (VERDICTS.codes as readonly unknown[]).includes(word),
  );
  if (words.length === 0 || verdicts.length < words.length) {
    const wrong =
      words.find((word) => !(VERDICTS.codes as readonly unknown[]).includes(word)) ?? members['in'];
    const meant = typeof wrong === 'string' ? likelyName(wrong, VERDICTS.codes) : undefined;
    return faults.report(
      `${pointer}/in`,
      'verdict',
      `in is a list of verdicts, and ${shown(wrong)} is none.`,
      meant === undefined ? `Write a list of some of ${VERDICTS.codes.join(', ')}.` : `Write "${meant}".`,
    );
  }
  return of && { kind: 'verdict', in: verdicts, of, became };
}

function readMembers(
  value: unknown,
  known: readonly string[],
  pointer: string,
  faults: Faults,
): Members | undefined {
  if (isObject(value)) {
    reportUnknown(value, known, pointer, faults);
    return value;
  }
  const fix = known.length === 0 ? 'Write {}.' : `Write an object with some of ${known.join(', ')}.`;
  return faults.report(pointer, 'filter-members', `The filter takes an object, not ${shown(value)}.`, fix);
}

function readFlag(value: unknown, pointer: string, faults: Faults): boolean {
  if (value === undefined || typeof value === 'boolean') return value ?? false;
  faults.report(
    pointer,
    'truth',
    `The member must be true or false, not ${shown(value)}.`,
    'Write true, or leave it out.',
  );
  return false;
}
