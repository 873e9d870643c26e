import type { PublishedState } from '@silkgauge/contract';
import { assembleState, type SeriesFacts, type StateBody } from '@silkgauge/growth';
import { readCandidates, type Candidate, type GrowthFilter } from '@silkgauge/read-model';
import { PublishedNotices } from './published-notices.ts';
import { PublishedMonths } from '../states/sale-months.ts';
import {
  lastMonthOver,
  TooMuchPublished,
  type PublishedFacts,
  type Publications,
} from './published-figures.ts';

/** Data that is joined to published states when they are read. */
export interface PublishedJoins {
  readonly notices: PublishedNotices;
  readonly months: PublishedMonths;
}

export async function publishedJoins({ db }: Publications, keys: readonly string[]): Promise<PublishedJoins> {
  return { notices: await PublishedNotices.read(db), months: await PublishedMonths.read(db, keys) };
}

/** State of one key as published by `until` (ISO instant); null if nothing was published about it. */
export async function publishedState(
  publications: Publications,
  { key, period }: Candidate,
  until: string,
): Promise<PublishedState | null> {
  const facts = await publications.factsAround([key], until);
  return stateIn(facts, await publishedJoins(publications, [key]), { key, period }, until);
}

/** All states of a filter, in pages of at most `limit`. */
export async function* allPublishedStates(
  publications: Publications,
  filter: GrowthFilter,
  asked: Omit<PublicationRange, 'after'>,
): AsyncGenerator<readonly PublishedState[], void> {
  let after: Candidate | null = null;
  do {
    const page: PublishedPage = await publishedStates(publications, filter, { ...asked, after });
    yield page.items;
    after = page.next;
  } while (after !== null);
}

/** Keys examined for one page at most, and per statement. A short page may have a next page. */
const MOST_LOOKED_AT = 2000;
const AT_A_TIME = 200;
/** Series whose prints are in memory at once; other requests run between two lots. */
const SERIES_AT_A_TIME = 20;

export interface PublishedPage {
  readonly items: readonly PublishedState[];
  /** Last key examined; null on the last page. */
  readonly next: Candidate | null;
}

export interface PublicationRange {
  readonly until: string;
  /** Names of notices, one of which must mark the state; null for no restriction. */
  readonly notices: readonly string[] | null;
  readonly after: Candidate | null;
  readonly limit: number;
}

/** One page of states of a filter, in order of key and period. */
export async function publishedStates(
  publications: Publications,
  filter: GrowthFilter,
  page: PublicationRange,
): Promise<PublishedPage> {
  const { until, limit } = page;
  const isAsked = ({ notices: marks }: PublishedState) =>
    page.notices === null || marks.some(({ notice }) => page.notices?.includes(notice));
  const notices = await PublishedNotices.read(publications.db);
  const atATime = Math.min(AT_A_TIME, limit + 1);
  const items: PublishedState[] = [];
  let { after } = page;
  for (let lookedAt = 0; lookedAt < MOST_LOOKED_AT; lookedAt += atATime) {
    const range = { until, lastMonth: lastMonthOver(until), after, limit: atATime };
    const candidates = await readCandidates(publications.db, filter, range);
    for await (const { lot, facts } of factsOfLots(publications, inLots(candidates), until)) {
      const keys = lot.map(({ key }) => key);
      const months = await PublishedMonths.read(publications.db, keys);
      for (const candidate of lot) {
        const state = stateIn(facts, { notices, months }, candidate, until);
        if (state && isAsked(state)) {
          if (items.length === limit) return { items, next: after };
          items.push(state);
        }
        after = candidate;
      }
    }
    if (candidates.length < atATime) return { items, next: null };
  }
  return { items, next: after };
}

interface Lot {
  readonly lot: readonly Candidate[];
  readonly facts: PublishedFacts;
}

/** Lots with the facts of their series. A lot above the memory budget is halved, down to one series. */
async function* factsOfLots(
  publications: Publications,
  lots: readonly (readonly Candidate[])[],
  until: string,
): AsyncGenerator<Lot, void> {
  for (const lot of lots) {
    const keys = [...new Set(lot.map(({ key }) => key))];
    const facts = await factsOrNull(publications, keys, until);
    if (facts) yield { lot, facts };
    else {
      const half = new Set(keys.slice(0, keys.length >> 1));
      const parts = [lot.filter(({ key }) => half.has(key)), lot.filter(({ key }) => !half.has(key))];
      yield* factsOfLots(publications, parts, until);
    }
  }
}

/** Null if the prints of several series exceed the budget. */
async function factsOrNull(
  publications: Publications,
  keys: readonly string[],
  until: string,
): Promise<PublishedFacts | null> {
  try {
    return await publications.factsAround(keys, until);
  } catch (error) {
    if (error instanceof TooMuchPublished && keys.length > 1) return null;
    throw error;
  }
}

/** Splits candidates, ordered by key, into lots of `SERIES_AT_A_TIME` series. */
function inLots(candidates: readonly Candidate[]): Candidate[][] {
  const keys = [...new Set(candidates.map(({ key }) => key))];
  const lots: Candidate[][] = [];
  for (const candidate of candidates)
    (lots[Math.floor(keys.indexOf(candidate.key) / SERIES_AT_A_TIME)] ??= []).push(candidate);
  return lots;
}

function stateIn(
  all: PublishedFacts,
  joins: PublishedJoins,
  { key, period }: Candidate,
  until: string,
): PublishedState | null {
  const facts = all.get(key);
  const body = facts && bodyBy(facts, period, until);
  return body && !isEmpty(body) ? showPublished(facts, period, until, body, joins) : null;
}

export function bodyBy(facts: SeriesFacts, period: string, until: string): StateBody {
  return assembleState(facts, period, clockAt(until));
}

/** Instant by which a period counts as running: just after `until`, at the latest now. */
export function clockAt(until: string): string {
  return new Date(Math.min(Date.parse(until) + 1, Date.now())).toISOString();
}

export function isEmpty({ level, growth, other }: StateBody): boolean {
  const isSaid = level.reported ?? level.computed ?? level.implied ?? level.forecast;
  return !isSaid && Object.keys(growth).length === 0 && Object.keys(other).length === 0;
}

export function showPublished(
  { key, dimensions }: SeriesFacts,
  period: string,
  until: string,
  body: StateBody,
  { notices, months }: PublishedJoins,
): PublishedState {
  const { reporter, area, indicator, coverage, flow, mode, product, counterpart, currency } = dimensions;
  return {
    key: `${key}/${period}`,
    series: { reporter, area, indicator, coverage, flow, mode, product, counterpart, currency },
    period,
    version: null,
    sequence: null,
    knownAt: null,
    publishedBy: until,
    ...body,
    flags: months.flags(key, period, body, until),
    notices: notices.marks(dimensions, period, until),
    change: null,
  };
}
