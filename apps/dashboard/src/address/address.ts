import { normalisePeriod } from '@silkgauge/growth';
import type { Dimension } from '@silkgauge/contract';
import type { Language } from '../words/languages.ts';
import { FREQUENCIES, type Frequency } from '../words/period.ts';

/*
 * The address holds the whole state of the page: what is looked at, at which time, in which words. Reading and writing it
 * are inverse to each other, and what is not understood is told instead of dropped.
 */

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

export const VIEWS = ['over-time', 'compare', 'contributions', 'small-multiples', 'index'] as const;
export type View = (typeof VIEWS)[number];

/** What bars and small multiples run over. */
export const RUNS_OVER = ['area', 'counterpart', 'product', 'reporter', 'mode', 'flow', 'indicator'] as const;
export type RunsOver = (typeof RUNS_OVER)[number];

export const MEASURES = ['growth', 'level', 'share', 'contribution'] as const;
export type ShownMeasure = (typeof MEASURES)[number];

export type Filter = Readonly<Partial<Record<Dimension, readonly string[]>>>;

/** Two clocks: what the world could know by a day, or what was served here at a moment or after a change. */
export type Clock = { readonly publishedBy: string } | { readonly asOf: string };

export interface Address {
  readonly view: View;
  readonly filter: Filter;
  /** The period in focus; null: the newest there is. */
  readonly period: string | null;
  readonly by: RunsOver;
  /** What is compared. */
  readonly measure: ShownMeasure;
  /** Null: the present, live. */
  readonly clock: Clock | null;
  /** Which lengths of periods lines are drawn of; null: the one with most periods. */
  readonly frequency: Frequency | null;
  /** The period that is 100 in an index; null: the first. */
  readonly base: string | null;
  /** `<series key>/<period>` of the figure that is explained. */
  readonly why: string | null;
  readonly asTable: boolean;
  /** Whether notices for a part of a series are drawn as well. */
  readonly allPolicies: boolean;
  /** Null: what the browser speaks. */
  readonly language: Language | null;
}

export const HOME: Address = {
  view: 'over-time',
  filter: {},
  period: null,
  by: 'area',
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
  /** Parts that mean nothing here, as they stand in the address. */
  readonly unread: readonly string[];
}

/** A part of the query. */
interface Part {
  /** The change that a text makes to the address read so far; null for a text without meaning. */
  readonly read: (value: string, before: Address) => Partial<Address> | null;
  /** Null for a part that the address leaves out. */
  readonly write: (address: Address) => string | null;
}

const oneOf =
  <T extends string>(all: readonly T[]) =>
  (value: string): T | undefined =>
    all.find((one) => one === value);

type WordKey = 'period' | 'by' | 'measure' | 'frequency' | 'base' | 'why' | 'language';

/** A part with one word; the word of the front page is left out. */
const word = <Key extends WordKey>(key: Key, read: (value: string) => Address[Key] | undefined): Part => ({
  read: (value) => {
    const taken = read(value);
    return taken === undefined ? null : { [key]: taken };
  },
  write: (address) => (address[key] === HOME[key] ? null : address[key]),
});

/** A part that is on where it has a certain word. */
const yes = (key: 'asTable' | 'allPolicies', said: string): Part => ({
  read: (value) => (value === said ? { [key]: true } : null),
  write: (address) => (address[key] ? said : null),
});

const codesOf = (dimension: Dimension): Part => ({
  read: (value, { filter }) => ({ filter: { ...filter, [dimension]: value.split(',') } }),
  write: ({ filter }) => filter[dimension]?.join(',') ?? null,
});

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && normalisePeriod(text) === text;

/** Parts by name, in the order of a written address. */
const PARTS: Readonly<Record<string, Part>> = {
  ...Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, codesOf(dimension)])),
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
    read: (value, { clock }) => (clock === null ? { clock: { asOf: value } } : null),
    write: ({ clock }) => (clock && 'asOf' in clock ? clock.asOf : null),
  },
  why: word('why', (value) => (value.includes('/') ? value : undefined)),
  table: yes('asTable', '1'),
  policies: yes('allPolicies', 'all'),
  lang: word('language', oneOf<Language>(['en', 'zh'])),
};

/** Reads `/over-time?reporter=GACC&publishedBy=2022-03-31`. */
export function readAddress(pathname: string, search: string): ReadAddress {
  const path = pathname.replace(/^\/|\/$/g, '');
  const view = oneOf(VIEWS)(path);
  let address: Address = { ...HOME, view: view ?? HOME.view };
  const unread: string[] = view === undefined && path !== '' ? [pathname] : [];
  for (const [name, value] of new URLSearchParams(search)) {
    const taken = value !== '' && Object.hasOwn(PARTS, name) ? PARTS[name]?.read(value, address) : null;
    if (taken) address = { ...address, ...taken };
    else unread.push(`${name}=${value}`);
  }
  return { address, unread };
}

/** The address as path and query, without what goes without saying. */
export function writeAddress(address: Address): string {
  const query = Object.entries(PARTS).flatMap(([name, { write }]) => {
    const value = write(address);
    return value === null || value === '' ? [] : [`${name}=${readable(value)}`];
  });
  const path = `/${address.view === HOME.view ? '' : address.view}`;
  return query.length === 0 ? path : `${path}?${query.join('&')}`;
}

/** Commas, slashes and colons may stand in a query as they are, and are easier to read so. */
const readable = (value: string): string =>
  encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%2F', '/').replaceAll('%3A', ':');

/** What a call of the API is asked for the same filter. */
export function filterQuery(filter: Filter): string[] {
  return DIMENSIONS.flatMap((dimension) => {
    const codes = filter[dimension];
    return codes && codes.length > 0 ? [`${dimension}=${codes.map(encodeURIComponent).join(',')}`] : [];
  });
}

export function clockQuery(clock: Clock | null): string[] {
  return Object.entries(clock ?? {}).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
}
