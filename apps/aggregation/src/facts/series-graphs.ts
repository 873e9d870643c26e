import type { Domain } from '@silkgauge/contract';
import {
  addFigure,
  compactFigure,
  forgetFigures,
  forgetWorked,
  newSeriesGraph,
  removeFigure,
  removeSeries,
  seriesAround,
  seriesBehind,
  seriesIn,
  setTotal,
  type Figure,
  type SeriesDimensions,
  type SeriesFacts,
  type SeriesGraph,
} from '@silkgauge/growth';
import type { SeriesRow } from '@silkgauge/read-model';
import type { Reads } from '../store/store.ts';

/** Numbers that are kept from one transaction to the next beside the figures, up to a kilobyte each with what was read for them. */
const MOST_WORKED = 10_000;

/** A figure in memory with its part of its series, its id aside; measured. */
const FIGURE_BYTES = 440;

const bytesOf = ({ id }: Figure): number => FIGURE_BYTES + id.length;

/** Growth is withheld from a base below this, by indicator: decimal strings in plain units. */
export type SmallBases = Readonly<Record<string, string>>;

/**
 * What the read model knows of series and figures, as far as it was asked for: one graph for each domain, since figures
 * of one never move a state of the other. Series come by area, all of one at a time, for only then is it known what
 * bears on what; figures come by series, all of one.
 */
export class SeriesGraphs {
  readonly #graphs: Readonly<Record<Domain, SeriesGraph>>;
  /** Registered series by key. */
  readonly #rows = new Map<string, SeriesRow>();
  readonly #areas = new Set<string>();
  /** Series whose figures are in memory, with the bytes of these, about; used longest ago first. */
  readonly #read = new Map<SeriesFacts, number>();
  /** The sum of these: every transaction asks for it, and series are thousands. */
  #bytes = 0;
  /** Series from which something may have been worked out since that was let go of. */
  readonly #used = new Set<SeriesFacts>();
  readonly #around = new Map<SeriesFacts, ReadonlySet<SeriesFacts>>();
  readonly #byId = new Map<string, SeriesFacts>();

  constructor(smallBases: SmallBases) {
    this.#graphs = { customs: newSeriesGraph(smallBases), platform: newSeriesGraph(smallBases) };
  }

  /** Keeps the figures and lets go of what was worked out from them, once it is much: the next batch may need the same. */
  forgetWorked(): void {
    if (Object.values(this.#graphs).every(({ worked }) => worked <= MOST_WORKED)) return;
    forgetWorked(this.#used);
    this.#used.clear();
  }

  /** Of the figures in memory, those that were read and those that came, about. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Lets go of figures until so many bytes are left: of every second series, those used longest ago first. Releases come round and
   * round over the same series, and if all of the oldest went, each would be gone when its turn comes. All that is known must be committed.
   */
  forgetFigures(bytes: number): void {
    while (this.#bytes > bytes) {
      let goes = true;
      for (const facts of this.#read.keys()) {
        if (this.#bytes <= bytes) return;
        if (goes) {
          this.#count(facts, null);
          forgetFigures(facts);
        }
        goes = !goes;
      }
    }
  }

  row(key: string): SeriesRow | undefined {
    return this.#rows.get(key);
  }

  /** Of registered series. */
  facts(key: string): SeriesFacts | undefined {
    const row = this.#rows.get(key);
    return row && this.#graphs[row.domain].series.get(key);
  }

  /** Learns of a series that has a row by now. */
  register(row: SeriesRow): SeriesFacts {
    const facts = this.#seriesIn(row.domain, row);
    this.#rows.set(row.key, row);
    this.#byId.set(row.series_id, facts);
    return facts;
  }

  /** A series nobody spoke of before, until `forget` or its registration. It has no figures to read. */
  found(domain: Domain, dimensions: SeriesDimensions): SeriesFacts {
    const facts = this.#seriesIn(domain, dimensions);
    this.#count(facts, 0);
    return facts;
  }

  /** Adds a figure to those of a series. */
  keep(facts: SeriesFacts, figure: Figure): void {
    if (addFigure(facts, compactFigure(figure))) this.#count(facts, bytesOf(figure));
  }

  /** Takes a figure out of those of a series. */
  drop(facts: SeriesFacts, figure: Figure): void {
    if (removeFigure(facts, figure)) this.#count(facts, -bytesOf(figure));
  }

  /** Takes back what `found` brought. */
  forget(facts: SeriesFacts): void {
    removeSeries(facts);
    this.#count(facts, null);
    this.#used.delete(facts);
    this.#around.clear();
  }

  /** Learns of these series, as far as they are registered, and of all others with figures in their areas. */
  async readSeries(reads: Reads, all: ReadonlyMap<string, SeriesDimensions>): Promise<void> {
    const areas = new Set<string>();
    for (const { area } of all.values()) if (!this.#areas.has(area)) areas.add(area);
    for (const row of await reads.load('printedSeries', [...areas])) this.register(row);
    for (const area of areas) this.#areas.add(area);
    // Sales found series without a turn of facts, so what is not known may be there by now.
    const unknown = [...all.keys()].filter((key) => !this.#rows.has(key));
    for (const row of await reads.load('series', unknown)) this.register(row);
  }

  /** Reads all that is needed to work out anew whatever figures of these series can move; returns the series of that. */
  async readAround(reads: Reads, touched: readonly SeriesFacts[]): Promise<ReadonlySet<SeriesFacts>> {
    const wanted = new Set<SeriesFacts>();
    for (const facts of touched) {
      const around = this.#around.get(facts) ?? seriesAround(facts);
      this.#around.set(facts, around);
      for (const one of around) wanted.add(one);
    }
    await this.#readFigures(reads, wanted);
    return wanted;
  }

  /** Reads all that is needed to work out states of these series. */
  async readBehind(reads: Reads, wanted: Iterable<SeriesFacts>): Promise<void> {
    await this.#readFigures(reads, new Set([...wanted].flatMap(seriesBehind)));
  }

  /** Sets the totals of sales of these series as they are now; those read before may be out of date. */
  async readTotals(reads: Reads, wanted: Iterable<SeriesFacts>): Promise<void> {
    const ids = [...wanted].flatMap(({ key }) => this.#rows.get(key)?.series_id ?? []);
    for (const total of await reads.load('totalsOfSeries', ids)) {
      const facts = this.#byId.get(total.series_id);
      if (facts) setTotal(facts, total.period, total);
    }
  }

  /** With a series more, others have more around them. */
  #seriesIn(domain: Domain, dimensions: SeriesDimensions): SeriesFacts {
    const { series } = this.#graphs[domain];
    const before = series.size;
    const facts = seriesIn(this.#graphs[domain], dimensions);
    if (series.size > before) this.#around.clear();
    return facts;
  }

  async #readFigures(reads: Reads, wanted: ReadonlySet<SeriesFacts>): Promise<void> {
    const ids: string[] = [];
    for (const facts of wanted) {
      this.#used.add(facts);
      const isRead = this.#read.has(facts);
      this.#count(facts, 0);
      if (isRead) continue;
      const row = this.#rows.get(facts.key);
      if (row) ids.push(row.series_id);
    }
    const figures = await reads.load('figures', ids);
    for (const { series_id, print } of figures) {
      const facts = this.#byId.get(series_id);
      if (facts) this.keep(facts, print);
    }
  }

  /** Figures of a series came or went, or it was used; null: all of them went. */
  #count(facts: SeriesFacts, bytes: number | null): void {
    const own = this.#read.get(facts) ?? 0;
    this.#read.delete(facts);
    if (bytes !== null) this.#read.set(facts, own + bytes);
    this.#bytes += bytes ?? -own;
  }
}
