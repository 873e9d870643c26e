import { Controller, Param, Query } from '@nestjs/common';
import {
  DIMENSIONS,
  parseSeriesKey,
  seriesKey,
  type StateDocument,
  type Transformation,
  type GrowthFilter,
  type SeriesCodes,
} from '@silkgauge/contract';
import {
  isInChina,
  isPartOfWhole,
  neededSeries,
  transformSeries,
  type SeriesStates,
  type StateBody,
} from '@silkgauge/growth';
import { DECLARATIONS, latestMonths, saidOfMonth } from '@silkgauge/known';
import {
  BUDGET,
  findSeries,
  isFullPage,
  readStates,
  splitDocument,
  type AsOf,
  type Queryable,
} from '@silkgauge/read-model';
import { Database } from '../database.ts';
import { JsonGet, pageJson } from '../http/json-answer.ts';
import { requireAsOf } from '../log/log-end.ts';
import { failure } from '../http/problems.ts';
import { allPublishedStates } from '../published/published.ts';
import { Publications } from '../published/published-figures.ts';
import { accepted, badRequest, queryOf } from '../query/query-pipe.ts';
import { readSeriesPath } from '../query/state-path.ts';
import {
  cursorAfter,
  isBetween,
  placeOf,
  readTransformationsQuery,
  type TransformationsQuery,
} from './transformations-query.ts';

/** Periods of a series and its relatives together, at most: a generation of days. */
const MOST_STATES = 10_000;

/** Transformations of a series, computed from its states on request. */
@Controller('v1/transformations')
export class TransformationsController {
  readonly #db: Database['pool'];
  readonly #publications: Publications;

  constructor(database: Database, publications: Publications) {
    this.#db = database.searches;
    this.#publications = publications;
  }

  @JsonGet(':key')
  async list(
    @Param() path: { readonly key: string },
    @Query(queryOf(readTransformationsQuery)) query: TransformationsQuery,
  ): Promise<string> {
    const key = accepted(readSeriesPath(path));
    await requireAsOf(this.#db, query.asOf);
    const { own, others } = await readSeriesStates(this.#publications, key, query);
    const after = query.after;
    const items = transformSeries(query.request, own, others)
      .filter(({ period }) => isBetween(period, query))
      .filter((item) => after === null || placeOf(item) > after);
    return pageJson(items, query.limit, (item: Transformation) => JSON.stringify(item), cursorAfter);
  }
}

/** States of a series and of its comparison series, all of one moment. */
async function readSeriesStates(
  publications: Publications,
  key: string,
  { request, asOf, publishedBy }: TransformationsQuery,
): Promise<{ own: SeriesStates; others: ReadonlyMap<string, SeriesStates> }> {
  const { db } = publications;
  const own = emptySeries(key);
  if (request.transform === 'growth-gap' && !isPartOfWhole(own.dimensions)) throw noWhole(key);
  const needed = [...neededSeries(request.transform, own.dimensions).map(emptySeries), own];
  const all = new Map(needed.map((series) => [series.key, series]));
  const filter = dimensionsOf(needed);
  const states =
    publishedBy === null
      ? await readVersions(db, filter, asOf)
      : await readPublished(publications, filter, publishedBy);
  for (const { key: of, period, body } of states) all.get(of)?.states.set(period, body);
  if (own.states.size === 0 && (await findSeries(db, [key])).length === 0)
    throw failure('not-found', `There is no series ${key} yet; /v1/series lists those there are.`);
  return { own, others: all };
}

/** Codes that select exactly these series, which differ in one dimension at most. */
function dimensionsOf(series: readonly SeriesStates[]): SeriesCodes {
  return Object.fromEntries(
    DIMENSIONS.map((name) => [name, [...new Set(series.map(({ dimensions }) => dimensions[name]))]]),
  );
}

interface FoundState {
  /** Series key. */
  readonly key: string;
  readonly period: string;
  readonly body: StateBody;
}

/** One statement, so that all states are of one moment. */
async function readVersions(db: Queryable, filter: GrowthFilter, asOf: AsOf | null): Promise<FoundState[]> {
  const [limit, bytes] = [MOST_STATES + 1, BUDGET.workedFrom];
  const rows = await readStates(db, filter, { asOf, after: null, limit, bytes });
  if (isFullPage(rows, limit, bytes)) throw tooManyPeriods();
  const latest = await latestMonths(db, rows, asOf);
  return rows.map(({ key, period, document }) => {
    const { said, change } = splitDocument(document);
    const body = JSON.parse(saidOfMonth(said, period, latest(key)) + change) as StateDocument;
    return { key, period, body };
  });
}

/** Reads in several steps: no later publication changes a state published by `until`. */
async function readPublished(
  publications: Publications,
  filter: GrowthFilter,
  until: string,
): Promise<FoundState[]> {
  const found: FoundState[] = [];
  for await (const states of allPublishedStates(publications, filter, {
    until,
    notices: null,
  })) {
    for (const state of states)
      found.push({ key: seriesKey(state.series), period: state.period, body: state });
    if (found.length > MOST_STATES) throw tooManyPeriods();
  }
  return found;
}

function tooManyPeriods() {
  return badRequest([
    {
      parameter: 'series key',
      rule: 'too-many-periods',
      message: `the series and its relatives have more than ${String(MOST_STATES)} periods, or ${String(BUDGET.workedFrom)} bytes of states`,
      fix: 'take its states from /v1/growth and work it out from them',
    },
  ]);
}

function emptySeries(key: string): SeriesStates & { readonly states: Map<string, StateBody> } {
  const dimensions = parseSeriesKey(key);
  if (!dimensions) throw new RangeError(`Not a series key: ${key}`);
  return { key, dimensions, isInChina: isInChina(dimensions, DECLARATIONS.homes), states: new Map() };
}

function noWhole(key: string) {
  return badRequest([
    {
      parameter: 'transform',
      rule: 'no-whole',
      message: `${key} is no part of anything, so its growth has no gap to that of a whole`,
      fix: 'ask for a part of it, such as flow X or M, or a single product',
    },
  ]);
}
