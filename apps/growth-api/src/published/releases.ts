import type { PublishedState } from '@silkgauge/contract';
import { addFigure, affectedByTotal, affectedKeys, foundedKeys, setTotal } from '@silkgauge/growth';
import type { Candidate } from '@silkgauge/read-model';
import { arrivalsOf, vintageAt } from './published-vintages.ts';
import { SpokenOf, type Publications, type PublishedSeries } from './published-figures.ts';
import type { PublishedJoins } from './published-state.ts';
import type { Release } from '../query/readers.ts';

const keyOf = ({ key, period }: Candidate): string => `${key}/${period}`;

/** One candidate on its way through its vintages. */
interface Track {
  readonly candidate: Candidate;
  vintages: number;
  last?: PublishedState;
}

/**
 * The release of each candidate that has it, the n-th of its `/vintages`. All candidates share one replay of
 * the publications, which works out a state only where something arrives that may change it.
 */
export function releasesOf(
  published: PublishedSeries,
  { smallBases }: Publications,
  joins: PublishedJoins,
  candidates: readonly Candidate[],
  { release, until: end }: { readonly release: Release; readonly until: string },
): ReadonlyMap<Candidate, PublishedState> {
  const spokenOf = new SpokenOf(published.series, smallBases);
  const tracks = new Map(
    candidates.map((candidate): [string, Track] => [keyOf(candidate), { candidate, vintages: 0 }]),
  );
  const announced = announcementsOf(candidates, joins, end);
  const arrivals = arrivalsOf(published, announced.keys());
  for (const until of [...arrivals.keys()].sort()) {
    const touched = new Set(announced.get(until));
    const { prints = [], totals = [] } = arrivals.get(until) ?? {};
    // One by one: what a print affects is told of the figures before it.
    for (const { series_id, print } of prints) {
      const facts = factsOf(spokenOf, series_id, touched);
      addFigure(facts, print);
      for (const to of affectedKeys(facts, print))
        touched.add(keyOf({ key: to.facts.key, period: to.period }));
    }
    for (const { series_id, period: month, ...total } of totals) {
      const facts = factsOf(spokenOf, series_id, touched);
      setTotal(facts, month, total);
      for (const period of affectedByTotal(facts, month)) touched.add(keyOf({ key: facts.key, period }));
    }
    for (const name of touched) {
      const track = tracks.get(name);
      const facts = track && spokenOf.byKey.get(track.candidate.key);
      if (!track || !facts || track.vintages === release) continue;
      const state = vintageAt(track.last, facts, track.candidate.period, until, joins);
      if (!state) continue;
      track.last = state;
      track.vintages += 1;
    }
  }
  return new Map(
    [...tracks.values()].flatMap(({ candidate, vintages, last }): [Candidate, PublishedState][] =>
      last && (release === 'latest' || vintages === release) ? [[candidate, last]] : [],
    ),
  );
}

/** Facts of a series; a total that gets its first print changes states as a sum, which are noted too. */
function factsOf(spokenOf: SpokenOf, seriesId: string, touched: Set<string>) {
  const before = spokenOf.byKey.size;
  const facts = spokenOf.facts(seriesId);
  if (spokenOf.byKey.size > before)
    for (const to of foundedKeys(facts)) touched.add(keyOf({ key: to.facts.key, period: to.period }));
  return facts;
}

/** Candidates by the instants at which a notice that marks them was announced. */
function announcementsOf(
  candidates: readonly Candidate[],
  { notices }: PublishedJoins,
  end: string,
): ReadonlyMap<string, readonly string[]> {
  const announced = new Map<string, string[]>();
  for (const candidate of candidates)
    for (const until of notices.announcements(candidate.key, candidate.period).keys()) {
      if (until > end) continue;
      const known = announced.get(until);
      if (known) known.push(keyOf(candidate));
      else announced.set(until, [keyOf(candidate)]);
    }
  return announced;
}
