import { VERDICTS } from '@silkgauge/codelists';
import { compareDecimals, isDecimal } from '@silkgauge/growth';
import { Type, type TArray } from 'typebox';
import { shown } from '../fault.ts';
import { likelyName, nearestName } from '../nearest-name.ts';
import { text, word } from '../shapes/shape.ts';
import { readBody } from '../terms/body.ts';
import type { Place } from '../terms/place.ts';
import { truthTerm } from '../terms/plain-terms.ts';
import { isObject, listOf, mapped, optional, readAs, record, type Term } from '../terms/term.ts';
import type { Terms } from '../vocabulary.ts';
import {
  ATTRIBUTE_DIALECTS,
  FILTER_ATTRIBUTES,
  type AttributeDialect,
  type SubscriptionFilter,
} from './filter.ts';
import { ALL_MEASURES, measuresTerm } from './measures.ts';

const MOST_NODES = 64;
const DEEPEST_FILTER = 8;
/** Longest text of a filter, in bytes. */
const LONGEST_TEXT = 256;

type FilterTerm = Term<SubscriptionFilter>;

const others = (name: string, known: readonly string[], at: Place): void => at.unknown(name, known);

const move = record(
  {
    of: optional(measuresTerm(true), ALL_MEASURES),
    atLeast: readAs(
      text('Points of growth, plain units of a level; percent where relative.'),
      { rule: 'at-least', must: 'a decimal above 0 in a text', example: '3' },
      (found) =>
        typeof found === 'string' &&
        found.length <= LONGEST_TEXT &&
        isDecimal(found) &&
        compareDecimals(found, '0') > 0
          ? found
          : undefined,
    ),
    relative: optional(truthTerm('Whether atLeast is in percent.'), false),
  },
  { about: 'A value moved by so much.', others },
);
const sign = record(
  { of: optional(measuresTerm(true), ALL_MEASURES) },
  { about: 'A value changed its sign.', others },
);
const revision = record({}, { about: 'A reported figure was revised.', others });
const verdict = record(
  {
    in: listOf(
      readAs(
        word(VERDICTS.codes, 'A verdict.'),
        {
          ...{ rule: 'verdict', must: `one of ${VERDICTS.codes.join(', ')}`, example: 'conflicts' },
          meant: (found) => likelyName(found, VERDICTS.codes),
        },
        (found) => VERDICTS.codes.find((code) => code === found),
      ),
      { rule: 'verdict', must: `a list of some of ${VERDICTS.codes.join(', ')}`, example: '' },
      { about: 'Any of these.', least: 1, most: Infinity },
    ),
    of: optional(measuresTerm(false), ALL_MEASURES),
    became: optional(truthTerm('Whether it was another one before.'), false),
  },
  { about: 'A figure has one of these verdicts.', others },
);

/** What stands behind the name of each dialect. */
const DIALECTS: Readonly<Record<string, FilterTerm>> = {
  ...Object.fromEntries(ATTRIBUTE_DIALECTS.map((dialect) => [dialect, attributesTerm(dialect)])),
  all: severalTerm('all'),
  any: severalTerm('any'),
  not: {
    schema: Type.Unknown(),
    read(found, at) {
      const filter = readFilter(found, at);
      return filter && { kind: 'not', filter };
    },
  },
  'silkgauge:move': mapped(move, (read) => ({ kind: 'move', ...read })),
  'silkgauge:sign': mapped(sign, (read) => ({ kind: 'sign', ...read })),
  'silkgauge:revision': mapped(revision, () => ({ kind: 'revision' })),
  'silkgauge:verdict': mapped(verdict, (read) => ({ kind: 'verdict', ...read })),
};
const NAMES = Object.keys(DIALECTS);

function attributesTerm(kind: AttributeDialect): FilterTerm {
  const terms: Terms = {
    ...{ rule: 'filter-attributes', must: 'an object of attributes and texts: {"area": "CN"}' },
    example: '',
  };
  return {
    schema: Type.Record(Type.String(), Type.String()),
    read(found, at) {
      if (!isObject(found) || Object.keys(found).length === 0) return at.wrong(found, terms);
      const read = Object.entries(found).map(([name, value]) => readAttribute(name, value, at.member(name)));
      return read.every((one) => one !== undefined) ? { kind, attributes: read } : undefined;
    },
  };
}

function readAttribute(name: string, value: unknown, at: Place): readonly [string, string] | undefined {
  if (!FILTER_ATTRIBUTES.includes(name)) {
    const meant = likelyName(name, FILTER_ATTRIBUTES);
    return at.report(
      'filter-attribute',
      `${shown(name)} is no attribute of a delivery.`,
      meant === undefined ? `Write one of ${FILTER_ATTRIBUTES.join(', ')}.` : `Write "${meant}".`,
    );
  }
  if (typeof value === 'string' && value !== '' && new TextEncoder().encode(value).length <= LONGEST_TEXT)
    return [name, value];
  return at.report(
    'filter-text',
    `The attribute ${name} is compared with a text of 1 to ${String(LONGEST_TEXT)} bytes, not ${shown(value)}.`,
    'Write a text; an absent attribute makes every filter but not false.',
  );
}

function severalTerm(kind: 'all' | 'any'): FilterTerm {
  return {
    schema: Type.Array(Type.Unknown()),
    read(found, at) {
      const filters = readList(found, at);
      return filters && { kind, filters };
    },
  };
}

function readList(found: unknown, at: Place): readonly SubscriptionFilter[] | undefined {
  if (!Array.isArray(found) || found.length === 0)
    return at.report(
      'filter-list',
      `A list of filters must have at least one, not ${shown(found)}.`,
      'Write [{"exact": {"area": "CN"}}], or leave the member out.',
    );
  const read = found.map((one: unknown, place) => readFilter(one, at.member(place)));
  return read.every((one) => one !== undefined) ? read : undefined;
}

function readFilter(found: unknown, at: Place): SubscriptionFilter | undefined {
  const [dialect, ...more] = isObject(found) ? Object.keys(found) : [];
  if (!isObject(found) || dialect === undefined || more.length > 0)
    return at.report(
      'one-filter',
      `A filter is an object with one dialect, not ${isObject(found) ? `${String(Object.keys(found).length)} members` : shown(found)}.`,
      'Write {"exact": {"area": "CN"}}; several filters stand beside each other in a list.',
    );
  if (Object.hasOwn(DIALECTS, dialect)) return DIALECTS[dialect]?.read(found[dialect], at.member(dialect));
  return at
    .member(dialect)
    .report(
      'filter-dialect',
      `${shown(dialect)} is no dialect that is served.`,
      `Write "${nearestName(dialect, NAMES) ?? 'exact'}"; known: ${NAMES.join(', ')}.`,
    );
}

interface Node {
  readonly at: Place;
  readonly depth: number;
}

/** Every filter of a list, each before those inside it; below the deepest that may be, nothing is looked at. */
function* nodesIn(found: unknown, at: Place, depth: number): Generator<Node> {
  for (const [place, one] of (Array.isArray(found) ? found : []).entries())
    yield* nodesOf(one, at.member(place), depth);
}

function* nodesOf(found: unknown, at: Place, depth: number): Generator<Node> {
  yield { at, depth };
  if (depth > DEEPEST_FILTER || !isObject(found)) return;
  if ('not' in found) yield* nodesOf(found['not'], at.member('not'), depth + 1);
  for (const list of ['all', 'any'])
    if (list in found) yield* nodesIn(found[list], at.member(list), depth + 1);
}

/** Whether the filters are few and flat enough to be read and evaluated. */
function areBounded(found: unknown, at: Place): boolean {
  let nodes = 0;
  for (const node of nodesIn(found, at, 1)) {
    nodes += 1;
    if (nodes > MOST_NODES)
      node.at.report(
        'filter-size',
        `The filters have more than ${String(MOST_NODES)} nodes.`,
        'Make two subscriptions, or use a prefix for many codes.',
      );
    else if (node.depth > DEEPEST_FILTER)
      node.at.report(
        'filter-depth',
        `Filters are nested deeper than ${String(DEEPEST_FILTER)}.`,
        'Write the inner filters into the list around them.',
      );
    else continue;
    return false;
  }
  return true;
}

/** Filters of a subscription, as its document has them. */
export const Filters = Type.Array(Type.Record(Type.String(), Type.Unknown()), {
  description: `All must be true; each has one dialect: ${NAMES.slice(0, -1).join(', ')} or ${NAMES.slice(-1).join('')}.`,
});

/** The list of filters, all of which must be true; an empty one is always true, as it is shown. */
export const filtersTerm: Term<readonly SubscriptionFilter[], TArray> = {
  schema: Filters,
  read(found, at) {
    if (Array.isArray(found) && found.length === 0) return [];
    return areBounded(found, at) ? readList(found, at) : undefined;
  },
};

/**
 * Reads the filters of a subscription that was accepted.
 *
 * @throws Error where they cannot be read: without its filters a subscriber would be sent everything
 */
export function readFilters(found: unknown): readonly SubscriptionFilter[] {
  const read = readBody(filtersTerm, found, '/filters');
  if (read.ok) return read.value;
  const told = read.faults.map(({ pointer, message }) => `${pointer}: ${message}`);
  throw new Error(`The filters of a subscription cannot be read: ${told.join(' ')}`);
}
