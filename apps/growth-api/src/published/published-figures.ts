import { badRequest } from '@silkgauge/calls';
import {
  addFigure,
  newSeriesGraph,
  seriesBehind,
  seriesIn,
  setTotal,
  type SeriesFacts,
  type SeriesGraph,
} from '@silkgauge/growth';
import { DECLARATIONS, declaredPartsOf } from '@silkgauge/known';
import {
  BUDGET,
  findSeries,
  readPublished,
  readRelated,
  Turns,
  type PrintedSeries,
  type PublishedFigures,
  type Queryable,
} from '@silkgauge/read-model';
import { ProblemError } from '@silkgauge/service';

/** Facts by series key. */
export type PublishedFacts = ReadonlyMap<string, SeriesFacts>;

/** Published figures, and the rows of their series by id. */
export interface PublishedSeries extends PublishedFigures {
  readonly series: ReadonlyMap<string, PrintedSeries>;
}

/** Instant after every publication. */
export const ALWAYS = '9999-12-31T23:59:59.999Z';

/** The prints exceed `BUDGET.workedFrom` bytes; the prints of fewer series may not. */
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

/** Reads published prints and builds the facts that rules compute from. */
export class Publications {
  /** Level below which a base gives no growth, by indicator; same setting as in the aggregation. */
  readonly smallBases: Readonly<Record<string, string>>;
  readonly db: Queryable;
  readonly #workMs: number;

  /** @param workMs milliseconds that one answer, or one page of states, may be worked on */
  constructor(db: Queryable, smallBases: Publications['smallBases'], workMs: number) {
    this.db = db;
    this.smallBases = smallBases;
    this.#workMs = workMs;
  }

  /** Turns of the work on one answer, or on one page of states. */
  turns(): Turns {
    return new Turns(this.#workMs);
  }

  /**
   * Prints of the series and of related series published by `until` (ISO instant), and totals of months of
   * sales that had ended. No period is left out: a state may rest on any.
   */
  async around(keys: readonly string[], until: string): Promise<PublishedSeries> {
    const rows = await readRelated(this.db, keys, declaredPartsOf(keys));
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

  /** Facts from {@link around}, by series key. */
  async factsAround(keys: readonly string[], until: string, turns: Turns): Promise<PublishedFacts> {
    return this.factsOf(await this.around(keys, until), turns);
  }

  /** Facts of these series from their prints alone, without related series and totals. */
  async printsOf(keys: readonly string[], until: string, turns: Turns): Promise<PublishedFacts> {
    return this.factsOf(await this.#read(await findSeries(this.db, keys), until, ''), turns);
  }

  async #read(rows: readonly PrintedSeries[], until: string, lastMonth: string): Promise<PublishedSeries> {
    const series = new Map(rows.map((row) => [row.series_id, row]));
    const published = await readPublished(this.db, [...series.keys()], { until, lastMonth });
    if (published.isTooMuch) throw new TooMuchPublished();
    return { series, ...published };
  }

  /** Facts of the series that have a print or a total. */
  async factsOf({ series, prints, totals }: PublishedSeries, turns: Turns): Promise<PublishedFacts> {
    const spokenOf = new SpokenOf(series, this.smallBases);
    for (const { series_id, print } of prints) {
      addFigure(spokenOf.facts(series_id), print);
      await turns.next();
    }
    for (const { series_id, period, ...total } of totals) setTotal(spokenOf.facts(series_id), period, total);
    return spokenOf.byKey;
  }
}

/**
 * Facts of series with a print or a total; a series without either enters no graph, so nothing is computed
 * for it. Customs and platform series never bear on one another and have separate graphs.
 */
export class SpokenOf {
  readonly byKey = new Map<string, SeriesFacts>();
  readonly #graphs: ReturnType<typeof newGraphs>;
  readonly #series: PublishedSeries['series'];

  constructor(series: PublishedSeries['series'], smallBases: Publications['smallBases']) {
    this.#series = series;
    this.#graphs = newGraphs(smallBases);
  }

  /** @throws RangeError for a series outside `series` */
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
  const newGraph = () => newSeriesGraph(smallBases, DECLARATIONS);
  return { customs: newGraph(), platform: newGraph() };
}

/** Last month that has ended by an instant, `YYYY-MM` in UTC. */
export function lastMonthOver(until: string): string {
  const date = new Date(until);
  const isLastMoment = new Date(date.getTime() + 1).getUTCMonth() !== date.getUTCMonth();
  if (!isLastMoment) date.setUTCDate(0);
  return date.toISOString().slice(0, 7);
}
