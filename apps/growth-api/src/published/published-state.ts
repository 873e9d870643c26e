import type { PublishedState } from '@silkgauge/contract';
import { assembleState, type SeriesFacts, type StateBody } from '@silkgauge/growth';
import { PublishedMonths } from '@silkgauge/known';
import type { Candidate } from '@silkgauge/read-model';
import { PublishedNotices } from './published-notices.ts';
import type { PublishedFacts, Publications } from './published-figures.ts';

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
  const facts = await publications.factsAround([key], until, publications.turns());
  return stateIn(facts, await publishedJoins(publications, [key]), { key, period }, until);
}

export function stateIn(
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
    ...months.told(key, period, body, until),
    notices: notices.marks(dimensions, period, until),
    change: null,
  };
}
