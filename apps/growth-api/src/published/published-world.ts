import type { ToldState } from '@silkgauge/bulletin';
import {
  claimSubject,
  judgedClaim,
  parseSeriesKey,
  statesBehind,
  type GrowthFilter,
  type PublishedState,
} from '@silkgauge/contract';
import { type SaidBefore, type WorldReader } from '@silkgauge/known';
import { stateKey, type Candidate } from '@silkgauge/read-model';
import { explainIn } from './published-explanation.ts';
import { publishedBefore } from './published-before.ts';
import type { Publications } from './published-figures.ts';
import { isPublished, PublishedLots } from './published-lots.ts';
import { stateIn } from './published-state.ts';
import { allPublishedStates } from './published.ts';

/** As many as bulletins look at where they are told from the log. */
const MOST_STATES = 200;

export interface PublishedSources {
  readonly publications: Publications;
  /** What is known at present: statements, notices and claims as they stand. */
  readonly present: WorldReader;
}

/**
 * What had been published by an instant (ISO), as bulletins are told from it. Notices count from their announcement,
 * claims from their publication, statements always. `expected` are the series that will be asked for most.
 */
export function publishedWorld(
  { publications, present }: PublishedSources,
  until: string,
  expected: readonly string[],
): WorldReader {
  const lots = new PublishedLots(publications, until, expected);
  const stateOf = async (name: string): Promise<ToldState | undefined> => {
    const own = candidateIn(name);
    const { facts, joins } = await lots.of(own.key);
    const state = stateIn(facts, joins, own, until);
    return state ? told(state) : undefined;
  };
  const said = new Map<string, Promise<SaidBefore>>();
  const saidOf = async (own: Candidate): Promise<SaidBefore> =>
    publishedBefore(await lots.of(own.key), publications, own, lots.turns);
  return {
    ...present,
    state: stateOf,
    states: (query, period) => statesOf(publications, { ...query, period: [period] }, until),
    periods: (series) => periodsOf(lots, series, until),
    evidence: async (name) => {
      const own = candidateIn(name);
      const lot = await lots.of(own.key);
      const told = { stored: await lot.events(), turns: lots.turns };
      const explained = await explainIn(publications.db, lot, own, until, told);
      return explained ?? undefined;
    },
    before: async (name, side) => {
      const known = said.get(name) ?? saidOf(candidateIn(name));
      said.set(name, known);
      return (await known).of(side);
    },
    ...publishedOf(present, until, stateOf),
  };
}

/** The first states that a filter matches. */
async function statesOf(
  publications: Publications,
  filter: GrowthFilter,
  until: string,
): Promise<readonly ToldState[]> {
  const found: PublishedState[] = [];
  for await (const page of allPublishedStates(publications, filter, { until, notices: null })) {
    found.push(...page);
    if (found.length >= MOST_STATES) break;
  }
  return found.slice(0, MOST_STATES).map(told);
}

async function periodsOf(lots: PublishedLots, series: string, until: string): Promise<readonly ToldState[]> {
  const { facts, joins, states } = await lots.of(series);
  const own = (await states()).filter(({ key }) => key === series);
  const found: ToldState[] = [];
  for (const one of own) {
    const state = stateIn(facts, joins, one, until);
    if (state) found.push(told(state));
    await lots.turns.next();
  }
  return found;
}

/** Of present claims and notices those that were published, with claims judged by the states of then. */
function publishedOf(
  present: WorldReader,
  until: string,
  stateOf: WorldReader['state'],
): Pick<WorldReader, 'claim' | 'notice'> {
  return {
    claim: async (event) => {
      const claim = await present.claim(event);
      if (!claim || !isPublished(claim.data.publishedAt, until)) return undefined;
      const subject = claimSubject(claim.data);
      const names = statesBehind(subject).map(({ key, period }) => stateKey(key, period));
      const states = new Map(
        await Promise.all(names.map(async (name) => [name, await stateOf(name)] as const)),
      );
      return { ...claim, ...judgedClaim(subject, (key, period) => states.get(stateKey(key, period))) };
    },
    notice: async (name) => {
      const notice = await present.notice(name);
      return notice?.data && !isPublished(notice.data.announcedOn, until) ? undefined : notice;
    },
  };
}

const told = (state: PublishedState): ToldState => ({ ...state, change: { reason: 'reported' } });

function candidateIn(name: string): Candidate {
  const slash = name.indexOf('/');
  return { key: name.slice(0, slash), period: name.slice(slash + 1) };
}

/** The series that a plan names, each once. */
export function seriesNamed(plan: unknown): string[] {
  const named = new Set<string>();
  JSON.stringify(plan, (_, value: unknown) => {
    const key = typeof value === 'string' ? value.split('/', 1)[0] : undefined;
    if (key !== undefined && parseSeriesKey(key)) named.add(key);
    return value;
  });
  return [...named];
}
