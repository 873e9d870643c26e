import type { PublishedState } from '@silkgauge/contract';
import { addFigure, affectedByTotal, affectedKeys, foundedKeys, setTotal } from '@silkgauge/growth';
import type { Candidate, Turns } from '@silkgauge/read-model';
import { arrivalsOf, vintageAt } from './published-vintages.ts';
import { SpokenOf, type Publications, type PublishedSeries } from './published-figures.ts';
import type { PublishedJoins } from './published-state.ts';
import type { Release } from '@silkgauge/contract';

const keyOf = ({ key, period }: Candidate): string => `${key}/${period}`;

/** One candidate on its way through its vintages. */
interface Track {
  readonly candidate: Candidate;
  /** Publications that may still change the state; for a numbered release they are not counted before. */
  ahead: number;
  vintages: number;
  last?: PublishedState;
}

/**
 * Publications that the latest release of one state is looked for among. What changed nothing since then counts
 * as published with the first of them.
 */
const MOST_LOOKED_AT = 500;

/**
 * The release of each candidate that has it, the n-th of its `/vintages`. All candidates share one replay of
 * the publications, which works out a state only where something arrives that may change it.
 */
export async function releasesOf(
  published: PublishedSeries,
  { smallBases }: Publications,
  joins: PublishedJoins,
  candidates: readonly Candidate[],
  {
    release,
    until: end,
    turns,
  }: { readonly release: Release; readonly until: string; readonly turns: Turns },
): Promise<ReadonlyMap<Candidate, PublishedState>> {
  const tracks = new Map(
    candidates.map((candidate): [string, Track] => [keyOf(candidate), { candidate, ahead: 0, vintages: 0 }]),
  );
  const announced = announcementsOf(candidates, joins, end);
  const arrivals = arrivalsOf(published, announced.keys());
  const isMany = release === 'latest' && arrivals.size > MOST_LOOKED_AT;
  if (isMany)
    for await (const { touched } of replay(
      new SpokenOf(published.series, smallBases),
      arrivals,
      announced,
      turns,
    ))
      for (const name of touched) {
        const track = tracks.get(name);
        if (track) track.ahead += 1;
      }
  const spokenOf = new SpokenOf(published.series, smallBases);
  for await (const { until, touched } of replay(spokenOf, arrivals, announced, turns)) {
    for (const name of touched) {
      const track = tracks.get(name);
      const facts = track && spokenOf.byKey.get(track.candidate.key);
      if (!track) continue;
      track.ahead -= 1;
      if (!facts || track.vintages === release || track.ahead >= MOST_LOOKED_AT) continue;
      await turns.next();
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

/** Publications in order, each with the keys of the states that it may change. */
async function* replay(
  spokenOf: SpokenOf,
  arrivals: ReturnType<typeof arrivalsOf>,
  announced: ReadonlyMap<string, readonly string[]>,
  turns: Turns,
): AsyncGenerator<{ readonly until: string; readonly touched: ReadonlySet<string> }, void> {
  for (const until of [...arrivals.keys()].sort()) {
    const touched = new Set(announced.get(until));
    const { prints = [], totals = [] } = arrivals.get(until) ?? {};
    // One by one: what a print affects is told of the figures before it.
    for (const { series_id, print } of prints) {
      await turns.next();
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
    yield { until, touched };
  }
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
