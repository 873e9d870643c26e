import { createHash } from 'node:crypto';
import { canonicalJson } from '../digest.ts';
import { FILTERS, type NamedSets, type StateFilter } from '../filter/table.ts';
import { filterParameters } from '../filter/told.ts';
import { refuse, type ParameterReader } from '../filter/value-readers.ts';
import { printable } from '../query-fault.ts';
import { readFilterBody } from './filter-body.ts';
import { refused, type Parsed } from './read-parameters.ts';

export const MOST_SETS = 20;
/** Bytes of the canonical JSON: its id fits into a path and a query of every client and proxy. */
export const MOST_BYTES = 1_500;

/** Parameters of a list that are given beside a selection. */
const BESIDE = refused(
  [
    ...['notice', 'reason', 'release', 'sort', 'asOf', 'publishedBy', 'since', 'after', 'limit'],
    ...['cursor', 'selection', 'kinds'],
  ],
  (name) =>
    refuse(
      'not-in-selection',
      `a selection has no ${name}: it says which states alone`,
      `leave it out, and give ${name} beside selection= where a call takes it`,
    ),
);

export interface NamedSelection extends NamedSets {
  /** The sets as parameters, in canonical form and order. */
  readonly told: readonly StateFilter[];
}

/** Reads the body of `POST /v1/selections`. Faults name the place, such as `/sets/0/area`. */
export function readSelection(body: unknown): Parsed<NamedSelection> {
  const given = isObject(body) ? body : {};
  const others = Object.keys(given).filter((name) => name !== 'sets');
  if (!Array.isArray(given['sets']) || others.length > 0)
    return fault('', 'sets-only', 'a selection is an object with the one member sets', EXAMPLE);
  const sets: readonly unknown[] = given['sets'];
  if (sets.length === 0 || sets.length > MOST_SETS)
    return fault(
      '/sets',
      'number-of-sets',
      `a selection has 1 to ${String(MOST_SETS)} sets, not ${String(sets.length)}`,
      sets.length === 0 ? EXAMPLE : 'join sets by prefixes or within, or make two selections',
    );
  const read = sets.map((set, at) => readSet(set, `/sets/${String(at)}`));
  const faults = read.flatMap((one) => ('faults' in one ? one.faults : []));
  if (faults.length > 0) return { faults };
  return named(read.flatMap((one) => ('value' in one ? [one.value] : [])));
}

const EXAMPLE = 'send {"sets": [{"area": ["CN-*"], "verdict": ["conflicts"]}, {"reporter": ["GACC"]}]}';

function readSet(set: unknown, place: string): Parsed<StateFilter> {
  if (!isObject(set) || Object.keys(set).length === 0)
    return fault(place, 'empty-set', 'a set names at least one filter', EXAMPLE);
  const { values, faults } = readFilterBody(set, place, FILTERS, BESIDE);
  return faults.length > 0 ? { faults } : { value: values };
}

/** The selection of some sets, which are put in order, each once. */
function named(filters: readonly StateFilter[]): Parsed<NamedSelection> {
  const byText = new Map(filters.map((filter) => [canonicalJson(inOrder(filter)), filter]));
  const texts = [...byText.keys()].sort();
  const content = `[${texts.join(',')}]`;
  const bytes = Buffer.byteLength(content);
  if (bytes > MOST_BYTES)
    return fault(
      '/sets',
      'selection-bytes',
      `the sets take ${String(bytes)} bytes, and ${String(MOST_BYTES)} are allowed`,
      'name prefixes (CN-*) or places (within) in place of many codes, or make two selections',
    );
  return {
    value: {
      id: `${digestOf(content)}.${Buffer.from(content).toString('base64url')}`,
      sets: texts.flatMap((text) => byText.get(text) ?? []),
      told: JSON.parse(content) as StateFilter[],
    },
  };
}

/** Values in order, each once: two ways to write a set are one. */
const inOrder = (filter: StateFilter) =>
  Object.fromEntries(
    Object.entries(filterParameters(filter)).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : [...new Set(value)].sort(),
    ]),
  );

const digestOf = (content: string): string =>
  createHash('sha256').update(content).digest('base64url').slice(0, 16);

const ID = /^[\w-]{16}\.[\w-]+$/;

/** A selection by its id, which holds it. */
export const selection: ParameterReader<NamedSelection> = (id) => {
  const found = ID.test(id) && Buffer.byteLength(id) <= 2 * MOST_BYTES ? decode(id) : undefined;
  if (found?.id === id) return { value: found };
  return refuse(
    'selection',
    `${JSON.stringify(printable(id))} is not the id of a selection`,
    'take "id" of the answer of POST /v1/selections as it is',
  );
};

function decode(id: string): NamedSelection | undefined {
  try {
    const content: unknown = JSON.parse(Buffer.from(id.slice(17), 'base64url').toString('utf8'));
    const parsed = readSelection({ sets: content });
    return 'value' in parsed ? parsed.value : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const fault = (parameter: string, rule: string, message: string, fix: string) => ({
  faults: [{ parameter, rule, message, fix }],
});
