import type { Availability, GrowthState, Page, ServedState } from '@silkgauge/contract';
import { partOfMonth, periodBounds, figuresOf } from '@silkgauge/growth';
import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';
import { DIMENSIONS } from '../address/address.ts';
import { statePath, TOLD_STATE } from './client.ts';

/** Whether the filter of a call of `/v1/growth` matches a state. */
export function belongsTo(call: string, state: GrowthState): boolean {
  const query = new URL(call, 'http://page').searchParams;
  const among = (name: string, value: string) => query.get(name)?.split(',').includes(value) ?? true;
  if (!DIMENSIONS.every((dimension) => among(dimension, state.series[dimension]))) return false;
  if (!among('period', state.period)) return false;
  const [verdicts, flags] = [query.get('verdict')?.split(','), query.get('flag')?.split(',')];
  if (verdicts && !verdictsOf(state).some((verdict) => verdicts.includes(verdict))) return false;
  if (flags && !state.flags.some((flag) => flags.includes(flag))) return false;
  const [from, to] = [query.get('from'), query.get('to')];
  if (from === null && to === null) return true;
  const bounds = periodBounds(state.period);
  return bounds !== null && (from === null || bounds.start >= from) && (to === null || bounds.end <= to);
}

const verdictsOf = (state: GrowthState): readonly string[] =>
  figuresOf(state).map(({ sides }) => sides.verdict);

/** A call with a clock always has the same answer. */
const isLive = (call: string): boolean => !/[?&](?:publishedBy|asOf)=/.test(call);

type Lists = Page<ServedState> | InfiniteData<Page<ServedState>>;

/**
 * Replaces cached states by newer versions of the change log.
 * @returns queries to refetch: lists with a new key, whose rank only the API knows, lists with a month of sales
 *   that is over now, whose growth the API withheld, answers on changed keys, and what found no figure before
 */
export function takeStates(client: QueryClient, states: readonly GrowthState[]): readonly QueryKey[] {
  const outdated: QueryKey[] = [...ofEmpty(client, states)];
  const byKey = new Map(states.map((state) => [state.key, state]));
  const isOver = overBy(states);
  for (const query of client.getQueryCache().getAll()) {
    const [kind, call] = query.queryKey as [string, string];
    if (!isLive(call)) continue;
    if (kind === 'states') {
      const lists = query.state.data as Lists | undefined;
      if (!lists) continue;
      const seen = new Set<string>();
      let hasEnded = false;
      const next = mapPages(lists, (state) => {
        seen.add(state.key);
        const newer = byKey.get(state.key);
        hasEnded ||= isOver(state);
        return newer && newer.version > (state.version ?? 0) ? joined(newer, state) : state;
      });
      if (next !== lists) client.setQueryData(query.queryKey, next);
      if (hasEnded || states.some((state) => !seen.has(state.key) && belongsTo(call, state)))
        outdated.push(query.queryKey);
    } else if (kind === 'of-state' && states.some((state) => isAbout(call, state))) {
      outdated.push(query.queryKey);
    }
  }
  return outdated;
}

/**
 * What found no figure and now has one: counts under a filter, then the choice of a series, which is made from
 * them.
 */
function ofEmpty(client: QueryClient, states: readonly GrowthState[]): readonly QueryKey[] {
  const fits = (call: string) => states.some((state) => belongsTo(call, state));
  const emptied = (kind: string, isEmpty: (data: unknown) => boolean): QueryKey[] =>
    client
      .getQueryCache()
      .findAll({ queryKey: [kind] })
      .filter(({ queryKey, state }) => isEmpty(state.data) && fits(String(queryKey[1])))
      .map(({ queryKey }) => queryKey);
  return [
    ...emptied('availability', (data) => (data as Availability | undefined)?.series === 0),
    ...emptied('main-series', (data) => data === null),
  ];
}

/** A total is told with its exports and imports. */
function isAbout(call: string, { key, series, period }: GrowthState): boolean {
  const total = DIMENSIONS.map((dimension) => (dimension === 'flow' ? '_T' : series[dimension])).join('.');
  return call.includes(statePath(key)) || call.includes(statePath(`${total}/${period}`) + TOLD_STATE);
}

/** The change log has neither notices nor promises nor pointers, and no month of sales is partial in it: the cached ones stay. */
const joined = (newer: GrowthState, { notices, flags, ...before }: ServedState): ServedState => ({
  ...newer,
  notices,
  ...(before.finalPromise && { finalPromise: before.finalPromise }),
  ...(before.twoYearAverage &&
    newer.flags.includes('small-base') && { twoYearAverage: before.twoYearAverage }),
  ...(newer.counts && flags.includes('partial-period') && partOfMonth(newer)),
});

/** Whether a month of sales that was partial is over, as its platform has sales of a later month. */
function overBy(states: readonly GrowthState[]): (state: ServedState) => boolean {
  const latest = new Map<string, string>();
  for (const { counts, series, period } of states)
    if (counts && period > (latest.get(series.reporter) ?? '')) latest.set(series.reporter, period);
  return ({ counts, flags, series, period }) =>
    counts !== undefined && flags.includes('partial-period') && (latest.get(series.reporter) ?? '') > period;
}

/** Releases of the series of these states, read without a clock. */
export function ofReleases(client: QueryClient, states: readonly GrowthState[]): readonly QueryKey[] {
  return client
    .getQueryCache()
    .findAll({ queryKey: ['releases'] })
    .map(({ queryKey }) => queryKey)
    .filter(([, call]) => isLive(String(call)) && states.some((state) => belongsTo(String(call), state)));
}

/** Queries that a notice may change: states and answers on one state, without a clock. */
export function ofNotices(client: QueryClient): readonly QueryKey[] {
  return client
    .getQueryCache()
    .getAll()
    .map(({ queryKey }) => queryKey)
    .filter(([kind, call]) => (kind === 'states' || kind === 'of-state') && isLive(String(call)));
}

/** Milliseconds between two refetches of one query that is one call. */
const REREAD_EVERY = 1_000;

/** Refetches outdated queries, the first time at once, then all due ones together, `every` so many milliseconds. */
export class Rereader {
  readonly #reread: (key: QueryKey) => void;
  readonly #later: (work: () => void, milliseconds: number) => void;
  readonly #due = new Map<string, QueryKey>();
  readonly #every: number;
  #isWaiting = false;

  constructor(
    reread: (key: QueryKey) => void,
    later: (work: () => void, milliseconds: number) => void,
    every = REREAD_EVERY,
  ) {
    this.#reread = reread;
    this.#later = later;
    this.#every = every;
  }

  take(keys: readonly QueryKey[]): void {
    for (const key of keys) this.#due.set(JSON.stringify(key), key);
    if (!this.#isWaiting) this.#flush();
  }

  #flush(): void {
    this.#isWaiting = this.#due.size > 0;
    if (!this.#isWaiting) return;
    const keys = [...this.#due.values()];
    this.#due.clear();
    keys.forEach(this.#reread);
    this.#later(() => this.#flush(), this.#every);
  }
}

function mapPages(lists: Lists, map: (state: ServedState) => ServedState): Lists {
  if (!('pages' in lists)) return mapPage(lists, map);
  const pages = lists.pages.map((page) => mapPage(page, map));
  return pages.every((page, at) => page === lists.pages[at]) ? lists : { ...lists, pages };
}

function mapPage(page: Page<ServedState>, map: (state: ServedState) => ServedState): Page<ServedState> {
  const items = page.items.map(map);
  return items.every((item, at) => item === page.items[at]) ? page : { ...page, items };
}

/** The greatest sequence of the states in cached lists; null without states. */
export function newestSequence(client: QueryClient): string | null {
  let newest = -1n;
  for (const [, data] of client.getQueriesData<Page<ServedState> | InfiniteData<Page<ServedState>>>({
    queryKey: ['states'],
  })) {
    const pages = data ? ('pages' in data ? data.pages : [data]) : [];
    for (const { items } of pages)
      for (const { sequence } of items) {
        if (sequence !== null && BigInt(sequence) > newest) newest = BigInt(sequence);
      }
  }
  return newest < 0n ? null : String(newest);
}
