import { LANGUAGES, LIST_VIEWS, VIEWS, type ListView, type View } from '@silkgauge/codelists';
import { normalisePeriod, type SeriesDimensions } from '@silkgauge/growth';
import type { Dimension } from '@silkgauge/contract';
import type { Language } from '../words/languages.ts';
import { FREQUENCIES, type Frequency } from '../words/period.ts';
import { isDay, isSelection, readAsOf, readCodes, readFigure } from './values.ts';

export const DIMENSIONS = [
  'reporter',
  'area',
  'indicator',
  'coverage',
  'flow',
  'mode',
  'product',
  'counterpart',
  'currency',
] as const satisfies readonly Dimension[];

export const isList = (view: View): view is ListView => LIST_VIEWS.codes.some((one) => one === view);

/** Dimensions of which each code can have a bar or a panel of its own. */
export const RUNS_OVER = ['area', 'counterpart', 'product', 'reporter', 'mode', 'flow', 'indicator'] as const;
export type RunsOver = (typeof RUNS_OVER)[number];

export const MEASURES = ['growth', 'level', 'share', 'contribution'] as const;
export type ShownMeasure = (typeof MEASURES)[number];

/** Codes by dimension, and the id of a saved selection: a figure passes if it passes all of them. */
export type Filter = Readonly<Partial<Record<Dimension | 'selection', readonly string[]>>>;

/** `publishedBy`: the last day of publication; `asOf`: an instant, or a sequence of the change log. */
export type Clock = { readonly publishedBy: string } | { readonly asOf: string };

export interface Address {
  readonly view: View;
  readonly filter: Filter;
  /** The period in focus; null: the newest period. */
  readonly period: string | null;
  /** Null: the first dimension with members to compare. */
  readonly by: RunsOver | null;
  readonly measure: ShownMeasure;
  /** Null: the present, updated live. */
  readonly clock: Clock | null;
  /** The length of the periods that lines are drawn of; null: the length with most periods. */
  readonly frequency: Frequency | null;
  /** The base period of an index (100); null: the first period of the lines. */
  readonly base: string | null;
  /** `<series key>/<period>` of the figure in the drawer; null: the drawer is closed. */
  readonly why: string | null;
  readonly asTable: boolean;
  /** Whether notices for a part of a series are drawn too. */
  readonly allPolicies: boolean;
  /** Null: the browser's language. */
  readonly language: Language | null;
}

export const HOME: Address = {
  view: 'over-time',
  filter: {},
  period: null,
  by: null,
  measure: 'growth',
  clock: null,
  frequency: null,
  base: null,
  why: null,
  asTable: false,
  allPolicies: false,
  language: null,
};

export interface ReadAddress {
  readonly address: Address;
  /** Path or `name=value` pairs without a meaning, as they stand in the address. */
  readonly unread: readonly string[];
}

interface Part {
  /** The change that a value makes to the address read so far; null for a value without a meaning. */
  readonly read: (value: string, before: Address) => Partial<Address> | null;
  /** Null: the part is left out of the query. */
  readonly write: (address: Address) => string | null;
}

const oneOf =
  <T extends string>(all: readonly T[]) =>
  (value: string): T | undefined =>
    all.find((one) => one === value);

type WordKey = 'period' | 'by' | 'measure' | 'frequency' | 'base' | 'why' | 'language';

/** A part with one word; the default of `HOME` is left out. */
const word = <Key extends WordKey>(key: Key, read: (value: string) => Address[Key] | undefined): Part => ({
  read: (value) => {
    const taken = read(value);
    return taken === undefined ? null : { [key]: taken };
  },
  write: (address) => (address[key] === HOME[key] ? null : address[key]),
});

/** A flag: true if its value is `said`. */
const yes = (key: 'asTable' | 'allPolicies', said: string): Part => ({
  read: (value) => (value === said ? { [key]: true } : null),
  write: (address) => (address[key] ? said : null),
});

const codesOf = (dimension: Dimension): Part => ({
  read: (value, { filter }) => {
    const codes = readCodes(value);
    return codes && { filter: { ...filter, [dimension]: codes } };
  },
  write: ({ filter }) => filter[dimension]?.join(',') ?? null,
});

const SELECTION: Part = {
  read: (value, { filter }) => (isSelection(value) ? { filter: { ...filter, selection: [value] } } : null),
  write: ({ filter }) => filter.selection?.[0] ?? null,
};

/** Parts of the query by name, in the order of a written address. */
const PARTS: Readonly<Record<string, Part>> = {
  ...Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, codesOf(dimension)])),
  selection: SELECTION,
  period: word('period', normalisePeriod),
  by: word('by', oneOf(RUNS_OVER)),
  measure: word('measure', oneOf(MEASURES)),
  frequency: word('frequency', oneOf(FREQUENCIES)),
  base: word('base', (value) => (value === '_U' ? undefined : normalisePeriod(value))),
  publishedBy: {
    read: (value, { clock }) => (isDay(value) && clock === null ? { clock: { publishedBy: value } } : null),
    write: ({ clock }) => (clock && 'publishedBy' in clock ? clock.publishedBy : null),
  },
  asOf: {
    read: (value, { clock }) => {
      const asOf = clock === null ? readAsOf(value) : null;
      return asOf === null ? null : { clock: { asOf } };
    },
    write: ({ clock }) => (clock && 'asOf' in clock ? clock.asOf : null),
  },
  why: word('why', readFigure),
  table: yes('asTable', '1'),
  policies: yes('allPolicies', 'all'),
  lang: word('language', oneOf<Language>(LANGUAGES.codes)),
};

/** Reads an address such as `/over-time?reporter=GACC`; the inverse of `writeAddress`. */
export function readAddress(pathname: string, search: string): ReadAddress {
  const path = pathname.replace(/^\/|\/$/g, '');
  const view = oneOf(VIEWS.codes)(path);
  let address: Address = { ...HOME, view: view ?? HOME.view };
  const unread: string[] = view === undefined && path !== '' ? [pathname] : [];
  for (const [name, value] of new URLSearchParams(search)) {
    const taken = value !== '' && Object.hasOwn(PARTS, name) ? PARTS[name]?.read(value, address) : null;
    if (taken) address = { ...address, ...taken };
    else unread.push(`${name}=${value}`);
  }
  return { address, unread };
}

/** Path and query of an address, without defaults. */
export function writeAddress(address: Address): string {
  const query = Object.entries(PARTS).flatMap(([name, { write }]) => {
    const value = write(address);
    return value === null || value === '' ? [] : [`${name}=${readable(value)}`];
  });
  const path = `/${address.view === HOME.view ? '' : address.view}`;
  return query.length === 0 ? path : `${path}?${query.join('&')}`;
}

/** RFC 3986 allows commas, slashes and colons in a query; unescaped they are easier to read. */
const readable = (value: string): string =>
  encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%2F', '/').replaceAll('%3A', ':');

/** The filter that one series passes. */
export const filterOf = (series: SeriesDimensions): Filter =>
  Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, [series[dimension]]]));

/** Query parameters of the API for a filter of states. */
export const filterQuery = (filter: Filter): string[] => queryOf(filter, [...DIMENSIONS, 'selection']);

/** The same for calls that take no selection. */
export const dimensionQuery = (filter: Filter): string[] => queryOf(filter, DIMENSIONS);

const queryOf = (filter: Filter, names: readonly (keyof Filter)[]): string[] =>
  names.flatMap((name) => {
    const codes = filter[name];
    return codes && codes.length > 0 ? [`${name}=${codes.map(encodeURIComponent).join(',')}`] : [];
  });

export function clockQuery(clock: Clock | null): string[] {
  return Object.entries(clock ?? {}).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
}
