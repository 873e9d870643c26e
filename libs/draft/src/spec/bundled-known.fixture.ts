import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkEvent, readCodeRegisters, readDeclarations, type FigureReported } from '@silkgauge/contract';
import {
  addFigure,
  affectedKeys,
  newSeriesGraph,
  printedDigits,
  printedSides,
  publisherOf,
  seriesIn,
  workState,
  type SeriesFacts,
} from '@silkgauge/growth';
import { chainOf } from '@silkgauge/words';
import { DATA_SETS } from '../../../../apps/loader/src/data-sets.ts';
import type { KnownState } from '../judge/known-state.ts';
import type { FigurePrint } from '../verdict/held-figure.ts';

const CODES = new URL('../../../../data/codes/', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, CODES), 'utf8');
const DECLARATIONS = readDeclarations(read);
const REPORTERS = readCodeRegisters(read).reporter;
const KNOWN_AT = '2026-01-01T00:00:00.000Z';

const DATA = fileURLToPath(new URL('../../../../data', import.meta.url));

/** The events of bundled sets. */
export async function bundledEvents(names: readonly string[]): Promise<readonly object[]> {
  const events: object[] = [];
  for (const set of DATA_SETS)
    if (names.includes(set.name)) for await (const some of set.events(DATA)) events.push(...some);
  return events;
}

/** The states that figures come to, with their prints, by the functions that the aggregation and `/explain` use. */
export function knownOf(events: readonly unknown[]): readonly KnownState[] {
  const figures = events.flatMap((event): readonly FigureReported[] => {
    const checked = checkEvent(event);
    if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
    return checked.event.type === 'silkgauge.figure.reported.v1' ? [checked.event] : [];
  });
  const graph = newSeriesGraph({}, DECLARATIONS);
  for (const { series, figure } of figures) addFigure(seriesIn(graph, series), figure);
  const places = new Map<string, { readonly facts: SeriesFacts; readonly period: string }>();
  for (const { series, figure } of figures)
    for (const place of affectedKeys(seriesIn(graph, series), figure))
      places.set(`${place.facts.key}/${place.period}`, place);
  const quotes = new Map(
    figures.map(({ figure: { source, id }, data }) => [`${source}#${id}`, data.evidence.quote ?? null]),
  );
  return [...places].flatMap(([key, { facts, period }]): readonly KnownState[] => {
    const { body } = workState(facts, period, KNOWN_AT);
    const sides = [body.level, ...Object.values(body.growth), ...Object.values(body.other)];
    if (sides.every((one) => !one.reported && !one.computed && !one.implied)) return [];
    const { dimensions: series } = facts;
    const prints = () => printsOf(facts, period, key, quotes);
    return [
      {
        ...{ key, series, period, version: 1, sequence: '1', ...body },
        // Worked out where it is asked for: few states are held against a number.
        get prints() {
          return prints();
        },
      },
    ];
  });
}

function printsOf(
  facts: SeriesFacts,
  period: string,
  key: string,
  quotes: ReadonlyMap<string, string | null>,
): readonly FigurePrint[] {
  const code = facts.dimensions.reporter;
  const reporter = { code, names: REPORTERS.get(code) };
  return printedSides(facts, period).flatMap(({ side, prints }) =>
    prints.map(({ figure, standing, step, excluded }): FigurePrint => {
      const printed = printedDigits(figure);
      const { source, id, document, publishedAt, status, kind } = figure;
      const publisher = publisherOf(figure, DECLARATIONS.publishers);
      return {
        ...{ source, id, key, side, status, kind, publishedAt, publisher, standing, step, document },
        ...(printed && { printed }),
        chain: chainOf({ reporter, kind, publisher, document, publishedAt }),
        ...(excluded && { excluded }),
        quote: quotes.get(`${source}#${id}`) ?? null,
      };
    }),
  );
}
