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

type Take = (address: Address, value: string) => Address | null;

const oneOf = <T extends string>(all: readonly T[], value: string): T | null =>
  all.find((one) => one === value) ?? null;

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && normalisePeriod(text) === text;

const TAKES: Readonly<Record<string, Take>> = {
  ...Object.fromEntries(
    DIMENSIONS.map((dimension): [string, Take] => [
      dimension,
      (address, value) => ({ ...address, filter: { ...address.filter, [dimension]: value.split(',') } }),
    ]),
  ),
  period: (address, value) => {
    const period = normalisePeriod(value);
    return period === undefined ? null : { ...address, period };
  },
  base: (address, value) => {
    const base = normalisePeriod(value);
    return base === undefined || base === '_U' ? null : { ...address, base };
  },
  frequency: (address, value) => {
    const frequency = oneOf(FREQUENCIES, value);
    return frequency && { ...address, frequency };
  },
  by: (address, value) => {
    const by = oneOf(RUNS_OVER, value);
    return by && { ...address, by };
  },
  measure: (address, value) => {
    const measure = oneOf(MEASURES, value);
    return measure && { ...address, measure };
  },
  publishedBy: (address, value) =>
    isDay(value) && address.clock === null ? { ...address, clock: { publishedBy: value } } : null,
  asOf: (address, value) => (address.clock === null ? { ...address, clock: { asOf: value } } : null),
  why: (address, value) => (value.includes('/') ? { ...address, why: value } : null),
  table: (address, value) => (value === '1' ? { ...address, asTable: true } : null),
  policies: (address, value) => (value === 'all' ? { ...address, allPolicies: true } : null),
  lang: (address, value) => {
    const language = oneOf(['en', 'zh'], value);
    return language && { ...address, language };
  },
};

/** Reads `/over-time?reporter=GACC&publishedBy=2022-03-31`. */
export function readAddress(pathname: string, search: string): ReadAddress {
  const path = pathname.replace(/^\/|\/$/g, '');
  const view = oneOf(VIEWS, path);
  let address: Address = { ...HOME, view: view ?? HOME.view };
  const unread: string[] = view === null && path !== '' ? [pathname] : [];
  for (const [name, value] of new URLSearchParams(search)) {
    const taken = value === '' || !Object.hasOwn(TAKES, name) ? null : TAKES[name]?.(address, value);
    if (taken) address = taken;
    else unread.push(`${name}=${value}`);
  }
  return { address, unread };
}

/** The address as path and query, without what goes without saying. */
export function writeAddress(address: Address): string {
  const given: [string, string][] = DIMENSIONS.flatMap((dimension): [string, string][] => {
    const codes = address.filter[dimension];
    return codes === undefined || codes.length === 0 ? [] : [[dimension, codes.join(',')]];
  });
  const put = (name: string, value: string | null) => {
    if (value !== null) given.push([name, value]);
  };
  put('period', address.period);
  put('by', address.by === HOME.by ? null : address.by);
  put('measure', address.measure === HOME.measure ? null : address.measure);
  put('frequency', address.frequency);
  put('base', address.base);
  for (const clock of Object.entries(address.clock ?? {})) given.push(clock);
  put('why', address.why);
  put('table', address.asTable ? '1' : null);
  put('policies', address.allPolicies ? 'all' : null);
  put('lang', address.language);
  const query = given.map(([name, value]) => `${name}=${readable(value)}`).join('&');
  return `/${address.view === HOME.view ? '' : address.view}${query === '' ? '' : `?${query}`}`;
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
