import { Controller, Param, Query } from '@nestjs/common';
import { DIMENSIONS, parseSeriesKey, type StateDocument } from '@silkgauge/contract';
import {
  isPartOfWhole,
  neededSeries,
  transformSeries,
  type SeriesStates,
  type StateBody,
} from '@silkgauge/growth';
import { findSeries, readStates, type AsOf, type Queryable } from '@silkgauge/read-model';
import { Database } from './database.ts';
import { JsonGet, pageJson } from './json-answer.ts';
import { requireAsOf } from './log-end.ts';
import { failure } from './problems.ts';
import { accepted, badRequest, queryOf } from './query/query-pipe.ts';
import { readSeriesPath } from './query/state-path.ts';
import {
  cursorAfter,
  isBetween,
  placeOf,
  readTransformationsQuery,
  type TransformationsQuery,
} from './transformations-query.ts';

/** Periods of a series and its relatives together. Days of a generation; beyond that the states themselves are the way. */
const MOST_STATES = 10_000;

/** What follows from the states of a series, worked out when asked for. */
@Controller('v1/transformations')
export class TransformationsController {
  readonly #db: Database['pool'];

  constructor(database: Database) {
    this.#db = database.pool;
  }

  @JsonGet(':key')
  async list(
    @Param() path: { readonly key: string },
    @Query(queryOf(readTransformationsQuery)) query: TransformationsQuery,
  ): Promise<string> {
    const key = accepted(readSeriesPath(path));
    await requireAsOf(this.#db, query.asOf);
    const { own, others } = await readSeriesStates(this.#db, key, query);
    const after = query.after;
    const items = transformSeries(query.request, own, others)
      .filter(({ period }) => isBetween(period, query))
      .filter((item) => after === null || placeOf(item) > after);
    return pageJson(items, query.limit, (item) => JSON.stringify(item), cursorAfter);
  }
}

/** The states of a series and of those it is held against, all by one statement: of one moment. */
async function readSeriesStates(
  db: Queryable,
  key: string,
  { request, asOf }: TransformationsQuery,
): Promise<{ own: SeriesStates; others: ReadonlyMap<string, SeriesStates> }> {
  const own = emptySeries(key);
  if (request.transform === 'growth-gap' && !isPartOfWhole(own.dimensions)) throw noWhole(key);
  const needed = [...neededSeries(request.transform, own.dimensions).map(emptySeries), own];
  const all = new Map(needed.map((series) => [series.key, series]));
  for (const row of await readAll(db, [...all.values()], asOf))
    all.get(row.key)?.states.set(row.period, JSON.parse(row.document) as StateDocument);
  if (own.states.size === 0 && (await findSeries(db, [key])).length === 0)
    throw failure('not-found', `There is no series ${key} yet; /v1/series lists those there are.`);
  return { own, others: all };
}

async function readAll(db: Queryable, series: readonly SeriesStates[], asOf: AsOf | null) {
  // They differ in one dimension at most, so its codes together name these series and no others.
  const dimensions = Object.fromEntries(
    DIMENSIONS.map((name) => [name, [...new Set(series.map((one) => one.dimensions[name]))]]),
  );
  const rows = await readStates(db, { dimensions }, { asOf, after: null, limit: MOST_STATES + 1 });
  if (rows.length <= MOST_STATES) return rows;
  throw badRequest([
    {
      parameter: 'series key',
      rule: 'too-many-periods',
      message: `the series has more than ${String(MOST_STATES)} periods`,
      fix: 'take its states from /v1/growth and work it out from them',
    },
  ]);
}

function emptySeries(key: string): SeriesStates & { readonly states: Map<string, StateBody> } {
  const dimensions = parseSeriesKey(key);
  if (!dimensions) throw new RangeError(`Not a series key: ${key}`);
  return { key, dimensions, states: new Map() };
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
