import {
  addFigure,
  newSeriesGraph,
  seriesBehind,
  seriesIn,
  setTotal,
  type SeriesFacts,
  type SeriesGraph,
} from '@silkgauge/growth';
import {
  BUDGET,
  findSeries,
  readPublished,
  readRelated,
  type PrintedSeries,
  type PublishedFigures,
  type Queryable,
} from '@silkgauge/read-model';
import { ProblemError } from '@silkgauge/service';
import { badRequest } from '../query/query-pipe.ts';

/** What is known of series, by key. */
export type PublishedFacts = ReadonlyMap<string, SeriesFacts>;

/** What had been published of some series and of those that bear on them. */
export interface PublishedSeries extends PublishedFigures {
  readonly series: ReadonlyMap<string, PrintedSeries>;
}

/** Everything that was ever published: no store holds a later instant. */
export const ALWAYS = '9999-12-31T23:59:59.999Z';

/** More was printed of some series than is worked out at one time; perhaps not of fewer. */
export class TooMuchPublished extends ProblemError {
  constructor() {
    const fault = {
      parameter: 'publishedBy',
      rule: 'too-many-prints',
      message: `more than ${String(BUDGET.workedFrom)} bytes of prints would have to be worked from`,
      fix: 'ask for an earlier day, or take the states as they stood here (asOf)',
    };
    super(badRequest([fault]).problem);
  }
}

/** What was published, and when: reads it, and makes facts of it. */
export class Publications {
  /** Growth is withheld from a base below this, by indicator: as the aggregation does. */
  readonly smallBases: Readonly<Record<string, string>>;
  readonly db: Queryable;

  constructor(db: Queryable, smallBases: Publications['smallBases']) {
    this.db = db;
    this.smallBases = smallBases;
  }

  /**
   * What could be known of some series by an instant: the prints published by then, theirs and those of the series that
   * bear on them, and the totals of the months of sales that were over. All periods: what a state rests on may lie in any.
   */
  async around(keys: readonly string[], until: string): Promise<PublishedSeries> {
    const rows = await readRelated(this.db, keys);
    const graphs = newGraphs({});
    const facts = new Map(rows.map((row) => [row.key, seriesIn(graphs[row.domain], row)]));
    const behind = new Set<string>();
    for (const key of keys) {
      const wanted = facts.get(key);
      if (wanted) for (const other of seriesBehind(wanted)) behind.add(other.key);
    }
    return this.#read(
      rows.filter(({ key }) => behind.has(key)),
      until,
      lastMonthOver(until),
    );
  }

  /** The same by series key, ready to work states out from. */
  async factsAround(keys: readonly string[], until: string): Promise<PublishedFacts> {
    return this.factsOf(await this.around(keys, until));
  }

  /** These series alone, without what may be worked out from others: their prints. */
  async printsOf(keys: readonly string[], until: string): Promise<PublishedFacts> {
    return this.factsOf(await this.#read(await findSeries(this.db, keys), until, ''));
  }

  async #read(rows: readonly PrintedSeries[], until: string, lastMonth: string): Promise<PublishedSeries> {
    const series = new Map(rows.map((row) => [row.series_id, row]));
    const published = await readPublished(this.db, [...series.keys()], { until, lastMonth });
    if (published.isTooMuch) throw new TooMuchPublished();
    return { series, ...published };
  }

  /** Facts of what was read, of those series that anybody had spoken of. */
  factsOf({ series, prints, totals }: PublishedSeries): PublishedFacts {
    const spokenOf = new SpokenOf(series, this.smallBases);
    for (const { series_id, print } of prints) addFigure(spokenOf.facts(series_id), print);
    for (const { series_id, period, ...total } of totals) setTotal(spokenOf.facts(series_id), period, total);
    return spokenOf.byKey;
  }
}

/**
 * Facts of the series that somebody has spoken of: what nobody ever printed is in no graph, and nothing is worked out of it.
 * Customs and platforms never bear on one another; each has a graph of its own.
 */
export class SpokenOf {
  readonly byKey = new Map<string, SeriesFacts>();
  readonly #graphs: ReturnType<typeof newGraphs>;
  readonly #series: PublishedSeries['series'];

  constructor(series: PublishedSeries['series'], smallBases: Publications['smallBases']) {
    this.#series = series;
    this.#graphs = newGraphs(smallBases);
  }

  /** @throws RangeError for a series that is none of these. */
  facts(seriesId: string): SeriesFacts {
    const row = this.#series.get(seriesId);
    if (!row) throw new RangeError(`series ${seriesId} was not asked for`);
    const known = this.byKey.get(row.key);
    if (known) return known;
    const facts = seriesIn(this.#graphs[row.domain], row);
    this.byKey.set(row.key, facts);
    return facts;
  }
}

function newGraphs(
  smallBases: Publications['smallBases'],
): Readonly<Record<PrintedSeries['domain'], SeriesGraph>> {
  return { customs: newSeriesGraph(smallBases), platform: newSeriesGraph(smallBases) };
}

/** The last month that is over with an instant, `YYYY-MM` in UTC. */
export function lastMonthOver(until: string): string {
  const date = new Date(until);
  const isLastMoment = new Date(date.getTime() + 1).getUTCMonth() !== date.getUTCMonth();
  if (!isLastMoment) date.setUTCDate(0);
  return date.toISOString().slice(0, 7);
}
