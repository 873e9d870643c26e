import { CODE_GRAPHS } from '@silkgauge/known';
import { passesFilter, type ScopeFilter } from '@silkgauge/contract';
import {
  isInPast,
  NO_PAST,
  withLevel,
  type KnownState,
  type Past,
  type PlacedRecord,
} from '@silkgauge/draft';
import { type AsOf, type Queryable, type StateName, type Turns } from '@silkgauge/read-model';
import { MOST_READ, readKnown, type Bearer, type ReadAnswers } from './answers.ts';

/** Series that one record is held against, those with the most periods before: each may have thousands. */
const MOST_OF_RECORD = 5;

export interface PastSources {
  readonly db: Queryable;
  readonly asOf: AsOf | null;
  /** States of other series and periods do not count. */
  readonly filter: ScopeFilter;
  readonly turns: Turns;
}

interface Before {
  readonly own: KnownState;
  readonly names: readonly StateName[];
}

/**
 * The answers of records with the levels before theirs. Of a past no state is kept but the two that decide, and it is
 * read until half of the time is over.
 */
export async function withPasts(found: ReadAnswers, sources: PastSources): Promise<ReadAnswers> {
  const pasts = new Map<string, Past<KnownState>>();
  const answers = new Map(found.answers);
  let [states, left] = [found.states, found.left];
  for (const [claim, answer] of found.answers) {
    if (claim.measure !== 'record') continue;
    const bearers = answer.states.flatMap(({ key }) => found.read.get(key) ?? []);
    for (const { own, names } of await longestBefore(bearers, claim, sources)) {
      const name = pastName(own, claim);
      if (pasts.has(name)) continue;
      const past = await readPast(own, names, claim, sources);
      pasts.set(name, past);
      states += names.length - past.unread;
      left += past.unread;
    }
    answers.set(claim, { ...answer, pastOf: (state) => pasts.get(pastName(state, claim)) });
  }
  return { ...found, answers, states, left };
}

const pastName = ({ key }: KnownState, { extreme, isOfSeason }: PlacedRecord): string =>
  `${key} ${extreme} ${String(isOfSeason)}`;

/** The states before those of a record, newest first. */
async function longestBefore(
  bearers: readonly Bearer[],
  { isOfSeason }: PlacedRecord,
  { filter, turns }: PastSources,
): Promise<readonly Before[]> {
  const all: Before[] = [];
  for (const { state: own, row, held } of bearers) {
    const { series, domain, periods } = held;
    const before: (readonly [start: string, period: string])[] = [];
    for (const { code: period, bounds } of periods) {
      await turns.next();
      if (
        isInPast(period, own.period, isOfSeason) &&
        passesFilter(filter, { series, domain, period, bounds }, CODE_GRAPHS.areas)
      )
        before.push([bounds?.start ?? '', period]);
    }
    before.sort(([a], [b]) => (a < b ? 1 : -1));
    all.push({ own, names: before.map(([, period]) => ({ key: row.key, period })) });
  }
  return all.sort((a, b) => b.names.length - a.names.length).slice(0, MOST_OF_RECORD);
}

async function readPast(
  own: KnownState,
  names: readonly StateName[],
  { extreme }: PlacedRecord,
  { db, asOf, turns }: PastSources,
): Promise<Past<KnownState>> {
  let past: Past<KnownState> = NO_PAST;
  let open = names;
  while (open.length > 0) {
    if (turns.areLate) return { ...past, unread: open.length };
    const { found, rest } = await readKnown(db, open.slice(0, MOST_READ), asOf, turns);
    for (const { state } of found) {
      await turns.next();
      past = withLevel(past, state, own, extreme);
    }
    open = [...rest, ...open.slice(MOST_READ)];
  }
  return past;
}
