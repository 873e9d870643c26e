import { type PublishedState, asksForWords, passesFilter, type GrowthFilter } from '@silkgauge/contract';
import { PublishedMonths, CODE_GRAPHS } from '@silkgauge/known';
import {
  readCandidates,
  TooMuchWork,
  type Candidate,
  type CandidateOfDomain,
  type Sort,
  type Turns,
  filteredVersion,
} from '@silkgauge/read-model';
import { PublishedNotices } from './published-notices.ts';
import type { Release } from '@silkgauge/contract';
import {
  lastMonthOver,
  TooMuchPublished,
  type PublishedSeries,
  type Publications,
} from './published-figures.ts';
import { stateIn } from './published-state.ts';
import { releasesOf } from './releases.ts';

/** All states of a filter, in pages. */
export async function* allPublishedStates(
  publications: Publications,
  filter: GrowthFilter,
  asked: Omit<PublicationRange, 'after' | 'limit'>,
): AsyncGenerator<readonly PublishedState[], void> {
  let after: Candidate | null = null;
  do {
    const page: PublishedPage = await publishedStates(publications, filter, { ...asked, after, limit: PAGE });
    yield page.items;
    after = page.next;
  } while (after !== null);
}

/** Keys examined for one page at most, and per statement. A short page may have a next page. */
const MOST_LOOKED_AT = 2000;
const AT_A_TIME = 200;
/** States of a page where all are read: the keys of one statement, and no others, tell that there is a next one. */
const PAGE = AT_A_TIME - 1;
/** Series whose prints are in memory at once; other requests run between two lots. */
const SERIES_AT_A_TIME = 20;

export interface PublishedPage {
  readonly items: readonly PublishedState[];
  /** Last key examined; null on the last page. */
  readonly next: Candidate | null;
}

export interface PublicationRange {
  readonly until: string;
  /** The release of each state, of those until then; null or absent for the state at `until`. */
  readonly release?: Release | null;
  /** Names of notices, one of which must mark the state; null for no restriction. */
  readonly notices: readonly string[] | null;
  /** By key (default) or by period. */
  readonly sort?: Sort;
  readonly after: Candidate | null;
  readonly limit: number;
}

/**
 * One page of states of a filter, in an order. A page that takes long is a short one.
 * @throws TooMuchWork where the first key alone takes too long
 */
export async function publishedStates(
  publications: Publications,
  filter: GrowthFilter,
  { until, release = null, limit, notices: marks, ...page }: PublicationRange,
): Promise<PublishedPage> {
  const isMarked = (state: PublishedState) =>
    marks === null || state.notices.some(({ notice }) => marks.includes(notice));
  const notices = await PublishedNotices.read(publications.db);
  const isSelective = marks !== null || release !== null || asksForWords(filter) || !!filter.selection;
  let atATime = isSelective ? AT_A_TIME : Math.min(AT_A_TIME, limit + 1);
  const items: PublishedState[] = [];
  let turns = publications.turns();
  let { after } = page;
  let lookedAt = 0;
  while (lookedAt < MOST_LOOKED_AT && (lookedAt === 0 || !turns.areLate)) {
    const range = { ...page, until, lastMonth: lastMonthOver(until), after, limit: atATime };
    const candidates = await readCandidates(publications.db, filter, range);
    const states = await statesOrNull(publications, candidates, { until, release, notices, turns });
    if (states === null && lookedAt > 0) break;
    if (states === null) {
      [atATime, turns] = [1, publications.turns()];
      continue;
    }
    lookedAt += atATime;
    for (const candidate of candidates) {
      const state = states.get(candidate);
      if (state && isMarked(state) && saysAsAsked(filter, state, candidate)) {
        if (items.length === limit) return { items, next: after };
        items.push(state);
      }
      after = candidate;
    }
    if (candidates.length < atATime) return { items, next: null };
  }
  return { items, next: after };
}

interface Moment {
  readonly until: string;
  readonly release: Release | null;
  readonly notices: PublishedNotices;
  readonly turns: Turns;
}

/** As `statesOf`; null where the candidates take too long together, and may not alone. */
async function statesOrNull(
  publications: Publications,
  candidates: readonly CandidateOfDomain[],
  moment: Moment,
): Promise<ReadonlyMap<Candidate, PublishedState> | null> {
  try {
    return await statesOf(publications, candidates, moment);
  } catch (error) {
    if (error instanceof TooMuchWork && candidates.length > 1) return null;
    throw error;
  }
}

/** States of the candidates that had one, or that release. */
async function statesOf(
  publications: Publications,
  candidates: readonly CandidateOfDomain[],
  { until, release, notices, turns }: Moment,
): Promise<ReadonlyMap<Candidate, PublishedState>> {
  const states = new Map<Candidate, PublishedState>();
  for await (const { lot, published } of publishedInLots(publications, inLots(candidates), until)) {
    const keys = lot.map(({ key }) => key);
    const joins = { notices, months: await PublishedMonths.read(publications.db, keys) };
    if (release !== null) {
      const found = await releasesOf(published, publications, joins, lot, { release, until, turns });
      for (const [candidate, state] of found) states.set(candidate, state);
      continue;
    }
    const facts = await publications.factsOf(published, turns);
    for (const candidate of lot) {
      await turns.next();
      const state = stateIn(facts, joins, candidate, until);
      if (state) states.set(candidate, state);
    }
  }
  return states;
}

/** Whether a worked-out state passes the filters of which its candidate could not tell. */
function saysAsAsked(filter: GrowthFilter, state: PublishedState, { domain }: CandidateOfDomain): boolean {
  if (!asksForWords(filter) && !filter.selection) return true;
  const { series, period } = state;
  const version = filteredVersion({ series, domain, period }, () => JSON.stringify(state));
  return passesFilter(filter, version, CODE_GRAPHS.areas);
}

interface Lot {
  readonly lot: readonly Candidate[];
  readonly published: PublishedSeries;
}

/** Lots with the prints of their series. A lot above the memory budget is halved, down to one series. */
async function* publishedInLots(
  publications: Publications,
  lots: readonly (readonly Candidate[])[],
  until: string,
): AsyncGenerator<Lot, void> {
  for (const lot of lots) {
    const keys = [...new Set(lot.map(({ key }) => key))];
    const published = await publishedOrNull(publications, keys, until);
    if (published) yield { lot, published };
    else {
      const half = new Set(keys.slice(0, keys.length >> 1));
      const parts = [lot.filter(({ key }) => half.has(key)), lot.filter(({ key }) => !half.has(key))];
      yield* publishedInLots(publications, parts, until);
    }
  }
}

/** Null if the prints of several series exceed the budget. */
async function publishedOrNull(
  publications: Publications,
  keys: readonly string[],
  until: string,
): Promise<PublishedSeries | null> {
  try {
    return await publications.around(keys, until);
  } catch (error) {
    if (error instanceof TooMuchPublished && keys.length > 1) return null;
    throw error;
  }
}

/** Splits candidates into lots of `SERIES_AT_A_TIME` series. */
function inLots(candidates: readonly Candidate[]): Candidate[][] {
  const keys = new Map([...new Set(candidates.map(({ key }) => key))].map((key, index) => [key, index]));
  const lots: Candidate[][] = [];
  for (const candidate of candidates)
    (lots[Math.floor((keys.get(candidate.key) ?? 0) / SERIES_AT_A_TIME)] ??= []).push(candidate);
  return lots;
}
