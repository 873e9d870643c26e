import { readRelease, type Domain, type ReleaseSchedule } from '@silkgauge/contract';
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
import { Turns, type SeriesRow } from '@silkgauge/read-model';
import { DECLARATIONS } from '../declarations.ts';
import type { Reads } from '../reads/reads.ts';

/** Limit of cached results between transactions; each takes up to a kilobyte with its readings. */
const MOST_WORKED = 10_000;

/** Publishers whose releases are remembered. */
const MOST_PUBLISHERS = 1_000;

/** Measured memory of a figure and its share of the series, without its id; of a correction twice that. */
const FIGURE_BYTES = 440;
/** Length of an address that figures of one release share; a longer one may be a figure's own. */
const SHARED_ADDRESS = 256;

function bytesOf({ source, id, document, corrects, break: declared = '' }: Figure): number {
  const long = Math.max(0, document.length - SHARED_ADDRESS) + 2 * declared.length;
  if (!corrects) return FIGURE_BYTES + id.length + long;
  const names = source.length + corrects.source.length + corrects.id.length;
  return 2 * (FIGURE_BYTES + id.length + names) + long;
}

/** Thresholds for a small base by indicator: decimal strings in plain units. */
export type SmallBases = Readonly<Record<string, string>>;

/**
 * Series and figures of the read model, read on demand: one graph per domain, because figures of one domain
 * never change a state of the other. Series are read for whole areas, so that all relations of a series are
 * known; figures are read for whole series.
 */
export class SeriesGraphs {
  readonly #graphs: Readonly<Record<Domain, SeriesGraph>>;
  /** Registered series by key. */
  readonly #rows = new Map<string, SeriesRow>();
  readonly #areas = new Set<string>();
  /** Series with figures in memory and their approximate bytes, least recently used first. */
  readonly #read = new Map<SeriesFacts, number>();
  /** Sum of `#read`, kept because every transaction needs it. */
  #bytes = 0;
  readonly #around = new Map<SeriesFacts, ReadonlySet<SeriesFacts>>();
  readonly #byId = new Map<string, SeriesFacts>();
  /** Releases whose figures come under embargo, by publisher, as far as they were asked for. */
  readonly #embargoing = new Map<string, readonly ReleaseSchedule[]>();

  constructor(smallBases: SmallBases) {
    const newGraph = () => newSeriesGraph(smallBases, DECLARATIONS);
    this.#graphs = { customs: newGraph(), platform: newGraph() };
  }

  /** Drops cached results, not figures, above the limit: the next batch may need the same results. */
  forgetWorked(): void {
    for (const graph of Object.values(this.#graphs))
      if (graph.cached.results > MOST_WORKED) forgetWorked(graph);
  }

  /** Active releases of these publishers whose figures come under embargo, read once until an order changes them. */
  async readEmbargoing(reads: Reads, publishers: readonly string[]): Promise<readonly ReleaseSchedule[]> {
    const isUnknown = (publisher: string) => !this.#embargoing.has(publisher);
    if (this.#embargoing.size + publishers.filter(isUnknown).length > MOST_PUBLISHERS)
      this.#embargoing.clear();
    // Of all publishers where the memory has just been emptied.
    const unknown = publishers.filter(isUnknown);
    const found = Map.groupBy(await reads.load('embargoing', unknown), ({ publisher }) => publisher);
    for (const publisher of unknown) {
      const readings = (found.get(publisher) ?? []).map(({ data }) => readRelease(JSON.parse(data)));
      this.#embargoing.set(
        publisher,
        readings.flatMap((reading) => (reading.ok ? [reading.value] : [])),
      );
    }
    return publishers.flatMap((publisher) => this.#embargoing.get(publisher) ?? []);
  }

  /** An order has changed what comes under embargo. */
  forgetEmbargoing(): void {
    this.#embargoing.clear();
  }

  /** Approximate bytes of the figures in memory. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Drops the figures of every second series, least recently used first, until `bytes` are left. Releases
   * cycle over the same series, and LRU would drop each just before its next use. All must be committed.
   */
  forgetFigures(bytes: number): void {
    // What is worked out holds the prints that it was read from.
    if (this.#bytes > bytes) for (const graph of Object.values(this.#graphs)) forgetWorked(graph);
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

  /** The facts of a registered series. */
  facts(key: string): SeriesFacts | undefined {
    const row = this.#rows.get(key);
    return row && this.#graphs[row.domain].series.get(key);
  }

  /** Adds a registered series. */
  register(row: SeriesRow): SeriesFacts {
    const facts = this.#seriesIn(row.domain, row);
    this.#rows.set(row.key, row);
    this.#byId.set(row.series_id, facts);
    return facts;
  }

  /** Adds a new series without figures, until `forget` or its registration. */
  found(domain: Domain, dimensions: SeriesDimensions): SeriesFacts {
    const facts = this.#seriesIn(domain, dimensions);
    this.#count(facts, 0);
    return facts;
  }

  keep(facts: SeriesFacts, figure: Figure): void {
    if (addFigure(facts, compactFigure(figure))) this.#count(facts, bytesOf(figure));
  }

  drop(facts: SeriesFacts, figure: Figure): void {
    if (removeFigure(facts, figure)) this.#count(facts, -bytesOf(figure));
  }

  /** The inverse of `found`. */
  forget(facts: SeriesFacts): void {
    removeSeries(facts);
    this.#count(facts, null);
    this.#around.clear();
  }

  /** Reads these series, if registered, and all series with figures in their areas. */
  async readSeries(reads: Reads, all: ReadonlyMap<string, SeriesDimensions>): Promise<void> {
    const areas = new Set<string>();
    for (const { area } of all.values()) if (!this.#areas.has(area)) areas.add(area);
    for (const row of await reads.load('printedSeries', [...areas])) this.register(row);
    for (const area of areas) this.#areas.add(area);
    // Sales found series without a token of facts, so an unknown series may have been registered since.
    const unknown = [...all.keys()].filter((key) => !this.#rows.has(key));
    for (const row of await reads.load('series', unknown)) this.register(row);
  }

  /** Reads and returns the series behind every state that figures of the touched series may change. */
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

  /** Reads the figures that states of these series rest on. */
  async readBehind(reads: Reads, wanted: Iterable<SeriesFacts>): Promise<void> {
    await this.#readFigures(reads, new Set([...wanted].flatMap(seriesBehind)));
  }

  /** Sets the present sales totals of these series; sales change totals without a token of facts. */
  async readTotals(reads: Reads, wanted: Iterable<SeriesFacts>): Promise<void> {
    const ids = [...wanted].flatMap(({ key }) => this.#rows.get(key)?.series_id ?? []);
    for (const total of await reads.load('totalsOfSeries', ids)) {
      const facts = this.#byId.get(total.series_id);
      if (facts) setTotal(facts, total.period, total);
    }
  }

  /** A new series may be around others, so the cache of `readAround` is emptied. */
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
      const isRead = this.#read.has(facts);
      this.#count(facts, 0);
      if (isRead) continue;
      const row = this.#rows.get(facts.key);
      if (row) ids.push(row.series_id);
    }
    const figures = await reads.load('figures', ids);
    const turns = new Turns();
    for (const { series_id, print } of figures) {
      await turns.next();
      const facts = this.#byId.get(series_id);
      if (facts) this.keep(facts, print);
    }
  }

  /** Adds `bytes` to a series and marks it as most recently used; null: its figures were dropped. */
  #count(facts: SeriesFacts, bytes: number | null): void {
    const own = this.#read.get(facts) ?? 0;
    this.#read.delete(facts);
    if (bytes !== null) this.#read.set(facts, own + bytes);
    this.#bytes += bytes ?? -own;
  }
}
