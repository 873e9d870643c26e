import type { Choice } from '../observation/choice.ts';
import type { Print } from '../observation/parsed-print.ts';
import type { SalesTotal, SeriesDimensions } from '../observation/figure.ts';
import type { Quantity } from '../number/interval.ts';
import type { KnownQuantity } from './known.ts';
import type { Links } from '../observation/links.ts';
import type { Memo } from './memo.ts';
import type { Rational } from '../number/rational.ts';
import type { OtherMeasure } from './state-body.ts';

/** All prints of one figure that are not withdrawn, best first, forecasts apart from what was measured. */
export interface PrintSet {
  reported: readonly Print[];
  forecast: readonly Print[];
  /** The chosen reported print where no witness can change it; undefined until asked for. */
  choice: Choice | null | undefined;
  /** That print as a number to calculate with, where it has one reading; undefined until asked for. */
  known: KnownQuantity | null | undefined;
}

/** What is known of one period of a series. */
export interface PeriodFacts {
  readonly period: string;
  readonly level: PrintSet;
  /** By key of `growth`. */
  growth: ReadonlyMap<string, PrintSet>;
  other: ReadonlyMap<OtherMeasure, PrintSet>;
  /** Prints of other measures that state no comparison; they stand in only where none compares with a year before. */
  otherUnknown: ReadonlyMap<OtherMeasure, PrintSet>;
  total: { readonly sales: SalesTotal; readonly quantity: Quantity } | undefined;
}

/** Figures and totals of one series; changed only by the functions of facts.ts. */
export interface SeriesFacts {
  /** The other series that bear on it. */
  readonly graph: SeriesGraph;
  readonly key: string;
  readonly dimensions: SeriesDimensions;
  readonly links: Links;
  /** Those of its family that are there, itself among them; null for flows that are no part of a total. */
  readonly kin: Readonly<FlowSiblings> | null;
  /** Growth is withheld from a base below this; undefined: from zero and below only. */
  readonly smallBase: Rational | undefined;
  readonly periods: Map<string, PeriodFacts>;
  /** Base period to the periods whose growth is compared with it, and by how many prints. */
  readonly comparedBy: Map<string, Map<string, number>>;
  /** The periods that begin in a year and have facts, or are compared with, by the four digits of the year. */
  readonly byYear: Map<string, readonly string[]>;
  /**
   * The same of the series and its family together, and the periods that those are compared with: of these it is told what
   * others add up to.
   */
  readonly ofInterest: Map<string, readonly string[]>;
  /** What was worked out of this series and the graph has not changed since. */
  readonly memo: Memo;
}

/**
 * Figures of several series that bear on one another. A state rests on its own series, on the family it belongs to
 * (exports + imports = total), on the wholes it is a part of, and on all goods trade of its place.
 */
export interface SeriesGraph {
  /** By series key. */
  readonly series: Map<string, SeriesFacts>;
  /** Growth is withheld from a base below this, by indicator: decimal strings in plain units. */
  readonly smallBases: Readonly<Record<string, string>>;
  /** By the key of the total. */
  readonly kin: Map<string, FlowSiblings>;
  /** The series whose whole this key is, by the key of the whole. */
  readonly parts: Map<string, SeriesFacts[]>;
  /** By area, flow and currency: all goods trade, and what is held against it. */
  readonly places: Map<string, SeriesOfPlace>;
  /** Periods of interest by year, of a family by the key of its total. */
  readonly ofInterest: Map<string, Map<string, readonly string[]>>;
  /** How much was worked out of the series and is kept, until `forgetWorked`. */
  worked: number;
}

/** One area, flow and currency. */
export interface SeriesOfPlace {
  readonly goods: SeriesFacts[];
  /** CBEC, and series that are no part of a whole by their codes. */
  readonly against: SeriesFacts[];
  readonly all: SeriesFacts[];
}

/** The members of a family that are there. */
export interface FlowSiblings {
  total: SeriesFacts | undefined;
  exports: SeriesFacts | undefined;
  imports: SeriesFacts | undefined;
}
