import { Controller } from '@nestjs/common';
import { badRequest, Call, failure } from '@silkgauge/calls';
import {
  CALLS,
  DIMENSIONS,
  parseSeriesKey,
  seriesKey,
  writeCursor,
  type In,
  type StateDocument,
  type Transformation,
  type GrowthFilter,
  type SeriesCodes,
} from '@silkgauge/contract';
import {
  isInChina,
  isPartOfWhole,
  neededSeries,
  periodBounds,
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
import { pageJson } from '../http/json-answer.ts';
import { requireAsOf } from '../log/log-end.ts';
import { allPublishedStates } from '../published/published.ts';
import { Publications } from '../published/published-figures.ts';

/** Periods of a series and its relatives together, at most: a generation of days. */
const MOST_STATES = 10_000;

/** Transformations of a series, computed from its states on request. */
@Controller()
export class TransformationsController {
  readonly #db: Database['pool'];
  readonly #publications: Publications;

  constructor(database: Database, publications: Publications) {
    this.#db = database.searches;
    this.#publications = publications;
  }

  @Call(CALLS.transformations)
  async list(query: Asked): Promise<string> {
    const { series, transform, base, cursor: after } = query;
    await requireAsOf(this.#db, query.asOf);
    const { own, others } = await readSeriesStates(this.#publications, series, query);
    const request = transform === 'index' ? { transform, base: base ?? '' } : { transform };
    const items = transformSeries(request, own, others)
      .filter(({ period }) => isBetween(period, query))
      .filter((item) => after === null || placeOf(item) > after);
    return pageJson(items, query.limit, (item: Transformation) => JSON.stringify(item), cursorAfter);
  }
}

type Asked = In<typeof CALLS.transformations>;

/** Keeps the periods that lie wholly between two days. */
function isBetween(code: string, { from, to }: Pick<Asked, 'from' | 'to'>): boolean {
  const bounds = periodBounds(code);
  return bounds !== null && (from === null || bounds.start >= from) && (to === null || bounds.end <= to);
}

/** Unique sort key of an item. Codes hold no blank, and a blank sorts before all characters of codes. */
const placeOf = ({ period, series, measure }: Transformation): string => `${period} ${series} ${measure}`;

const cursorAfter = ({ period, series, measure }: Transformation): string =>
  writeCursor('transformations', [period, series, measure]);

/** States of a series and of its comparison series, all of one moment. */
async function readSeriesStates(
  publications: Publications,
  key: string,
  { transform, asOf, publishedBy }: Asked,
): Promise<{ own: SeriesStates; others: ReadonlyMap<string, SeriesStates> }> {
  const { db } = publications;
  const own = emptySeries(key);
  if (transform === 'growth-gap' && !isPartOfWhole(own.dimensions)) throw noWhole(key);
  const needed = [...neededSeries(transform, own.dimensions).map(emptySeries), own];
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
