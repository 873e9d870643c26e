import { type Side } from '@silkgauge/codelists';
import { readFileSync } from 'node:fs';
import {
  checkEvent,
  claimSubject,
  judgedClaim,
  matchesSeries,
  readCodeRegisters,
  readDeclarations,
  type CheckedEvent,
  type FigureReported,
} from '@silkgauge/contract';
import {
  addFigure,
  affectedKeys,
  newSeriesGraph,
  printedDigits,
  printedSideOf,
  printedSides,
  publisherOf,
  seriesIn,
  workState,
  type Measurement,
  type SeriesFacts,
} from '@silkgauge/growth';
import { chainOf } from '@silkgauge/words';
import { gapsOf } from '../../../known/src/explain/gaps.ts';
import { Graph } from '../../../known/src/explain/graph.ts';
import { sidesAt } from '../tell/numbers.ts';
import type { Evidence, EvidencePrint, ToldState, World } from '../world.ts';
import { saleStates } from './sale-states.fixture.ts';

const CODES = new URL('../../../../data/codes/', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, CODES), 'utf8');
const REGISTERS = readCodeRegisters(read);
const DECLARATIONS = readDeclarations(read);
const KNOWN_AT = '2026-01-01T00:00:00.000Z';

function checked(event: unknown): CheckedEvent {
  const result = checkEvent(event);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.event;
}

/** What the events say, by the functions that the aggregation and `/explain` use, without services. */
export function fileWorld(events: readonly unknown[]): World {
  const all = events.map(checked);
  const withdrawn = new Set(
    all.flatMap((event) =>
      event.type === 'silkgauge.figure.withdrawn.v1' || event.type === 'silkgauge.statement.withdrawn.v1'
        ? [`${event.ref.source}#${event.ref.id}`]
        : [],
    ),
  );
  const isWithdrawn = ({ source, id }: { source: string; id: string }): boolean =>
    withdrawn.has(`${source}#${id}`);
  const figures = all.filter(
    (event): event is FigureReported => event.type === 'silkgauge.figure.reported.v1',
  );
  const graph = newSeriesGraph({}, DECLARATIONS);
  const keys = new Map<string, { facts: SeriesFacts; period: string }>();
  for (const event of figures) {
    const facts = seriesIn(graph, event.series);
    keys.set(`${facts.key}/${event.figure.period}`, { facts, period: event.figure.period });
    if (!isWithdrawn(event)) addFigure(facts, event.figure);
  }
  for (const event of figures)
    for (const { facts, period } of affectedKeys(seriesIn(graph, event.series), event.figure))
      keys.set(`${facts.key}/${period}`, { facts, period });
  const states = new Map<string, ToldState>();
  for (const [key, { facts, period }] of keys) {
    const { body } = workState(facts, period, KNOWN_AT);
    const sides = [body.level, ...Object.values(body.growth), ...Object.values(body.other)];
    const isEmpty = sides.every((one) => !one.reported && !one.computed && !one.implied && !one.forecast);
    const isOwn = figures.some((one) => one.seriesKey === facts.key && one.figure.period === period);
    if (isEmpty && !isOwn) continue;
    const change = { reason: isEmpty ? ('withdrawn' as const) : ('reported' as const) };
    const growth = { ...body.growth };
    states.set(key, {
      ...{ key, period, version: 1, series: facts.dimensions, change },
      ...(JSON.parse(JSON.stringify({ ...body, growth })) as typeof body &
        Pick<ToldState, 'level' | 'growth' | 'other' | 'flags'>),
    });
  }
  for (const state of saleStates(all, DECLARATIONS.homes)) states.set(state.key, state);
  const quotes = new Map(figures.map((event) => [`${event.source}#${event.id}`, event]));
  return {
    state: (key) => states.get(key),
    states: (query, period) =>
      [...states.values()].filter((state) => state.period === period && matchesSeries(query, state.series)),
    periods: (series) => [...states.values()].filter(({ key }) => key.startsWith(`${series}/`)),
    evidence: (key) => {
      const at = keys.get(key);
      return at && evidenceOf(at.facts, at.period, quotes, isWithdrawn);
    },
    before: () => undefined,
    claim: ({ source, id }) => {
      for (const event of all)
        if (event.type === 'silkgauge.claim.reported.v1' && event.source === source && event.id === id)
          return {
            ...{ source, id, withdrawn: isWithdrawn(event), data: event.data },
            publisher: publisherOf(event.data.evidence, DECLARATIONS.publishers),
            ...judgedClaim(claimSubject(event.data), (series, period) => states.get(`${series}/${period}`)),
          };
      return undefined;
    },
    statement: ({ source, id }) => {
      for (const event of all)
        if (event.type === 'silkgauge.statement.attributed.v1' && event.source === source && event.id === id)
          return { source, id, withdrawn: isWithdrawn(event), data: event.data };
      return undefined;
    },
    notice: (notice) => {
      const gone = all.some(
        (one) => one.type === 'silkgauge.notice.withdrawn.v1' && one.data.notice === notice,
      );
      for (const event of all)
        if (event.type === 'silkgauge.notice.published.v1' && event.notice === notice)
          return { notice, withdrawn: gone, data: event.data };
      return undefined;
    },
    name: (dimension, code) => REGISTERS[dimension].get(code),
  };
}

function evidenceOf(
  facts: SeriesFacts,
  period: string,
  quotes: ReadonlyMap<string, FigureReported>,
  isWithdrawn: (event: FigureReported) => boolean,
): Evidence {
  const state = workState(facts, period, KNOWN_AT);
  const explained = new Graph(facts, period, state);
  const standings = new Map(
    [...explained.places.map((place) => explained.printedSide(place)), ...printedSides(facts, period)]
      .flatMap((side) => side?.prints ?? [])
      .map(({ figure, standing }) => [`${figure.source}#${figure.id}`, standing]),
  );
  const prints = [...quotes].flatMap(([name, event]): EvidencePrint[] => {
    const isOwn = event.seriesKey === facts.key && event.figure.period === period;
    if (!isOwn && !standings.has(name)) return [];
    const { source, id, status, publishedAt } = event.figure;
    const { document, quote, language, kind = null } = event.data.evidence;
    const publisher = publisherOf(event.figure, DECLARATIONS.publishers);
    const { reporter: code } = event.series;
    const reporter = { code, names: REGISTERS.reporter.get(code) };
    const printed = printedDigits(event.figure);
    return [
      {
        ...{ source, id, status, publishedAt, key: `${event.seriesKey}/${event.figure.period}` },
        side: printedSideOf(event.figure),
        ...(printed && { printed }),
        standing: isWithdrawn(event) ? 'withdrawn' : (standings.get(name) ?? null),
        withdrawn: isWithdrawn(event),
        ...{ kind, publisher },
        chain: chainOf({ reporter, kind, publisher, document, publishedAt }),
        ...{ document, quote, ...(language !== undefined && { language }) },
      },
    ];
  });
  const gaps = gapsOf({ facts, period }, state, KNOWN_AT);
  return { nodes: explained.nodes, edges: explained.edges, prints, gaps };
}

/** A side of a state: its only number, as the state has it. */
export const sideOf = (world: World, key: string, path: string): Measurement | undefined => {
  const state = world.state(key);
  const dot = path.lastIndexOf('.');
  return state && sidesAt(state, path.slice(0, dot))?.[path.slice(dot + 1) as Side];
};
