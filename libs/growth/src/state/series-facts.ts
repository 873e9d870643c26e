import type { OtherMeasure } from '@silkgauge/codelists';
import type { Choice } from '../observation/choice.ts';
import type { Corrections } from '../observation/corrections.ts';
import type { DifferentPrints } from '../observation/alike-prints.ts';
import type { Print } from '../observation/parsed-print.ts';
import type { Declarations } from '../observation/declared.ts';
import type { SalesTotal, SeriesDimensions } from '../observation/figure.ts';
import type { Quantity } from '../number/interval.ts';
import type { KnownQuantity } from './known.ts';
import type { Links } from '../observation/links.ts';
import type { Memo } from './memo.ts';
import type { Rational } from '../number/rational.ts';

/** All prints of one figure that are not withdrawn, best first, forecasts apart from the others. */
export interface PrintSet {
  reported: Print[];
  forecast: Print[];
  /** What the prints say, kept where they are many: only then is it slow to find anew. */
  different: Partial<Record<'reported' | 'forecast', DifferentPrints | undefined>> | undefined;
  /** Cached choice of the reported prints where no witness can change it; undefined before the first use. */
  choice: Choice | null | undefined;
  /** Cached number of `choice`; null without a single reading, undefined before the first use. */
  known: KnownQuantity | null | undefined;
  /** Cached choice among prints of which some are excluded, with what it rests on. */
  placed: PlacedChoice | undefined;
}

export interface PlacedChoice {
  readonly plain: Choice;
  /** What the parts leave, as text. */
  readonly room: string;
  readonly choice: Choice;
}

/** What few periods of a series have. */
export interface RareFacts {
  /** Shares under any comparison, other measures over the year. */
  readonly other: ReadonlyMap<OtherMeasure, PrintSet>;
  /** Prints of other measures without a comparison; used only where no print compares over the year. */
  readonly otherUnknown: ReadonlyMap<OtherMeasure, PrintSet>;
  readonly total: { readonly sales: SalesTotal; readonly quantity: Quantity } | undefined;
}

/** The facts of one period of a series. */
export interface PeriodFacts {
  readonly period: string;
  readonly level: PrintSet;
  /** By key of `growth`. */
  growth: ReadonlyMap<string, PrintSet>;
  /** Replaced as a whole: most periods share one without contents. */
  rare: RareFacts;
  /** Whether the printed level contradicts a sum, cached until a level behind one of them changes. */
  isContradicted: boolean | undefined;
}

/** Figures and totals of one series; changed only by the functions of facts.ts. */
export interface SeriesFacts {
  /** The series that may share states with this one. */
  readonly graph: SeriesGraph;
  readonly key: string;
  readonly dimensions: SeriesDimensions;
  readonly links: Links;
  /** The members of its family in the graph, itself included; null for flows without a family. */
  readonly kin: Readonly<FlowSiblings> | null;
  /** The declared partitions that the series is the whole of, and those that it is a part of. */
  readonly partitions: readonly PartSet[];
  readonly partOf: readonly PartSet[];
  /** Whether the area lies in China, or is not limited and the reporter is at home there. */
  readonly isInChina: boolean;
  /** Threshold for a small base; undefined: only a base of zero or below is small. */
  readonly smallBase: Rational | undefined;
  readonly periods: Map<string, PeriodFacts>;
  /** By base period: the periods with growth compared with it, and the number of prints of each. */
  readonly comparedBy: Map<string, Map<string, number>>;
  /** By year (four digits): periods that begin in the year and have facts or are compared with. */
  readonly byYear: Map<string, readonly string[]>;
  /** By year: periods of the family with facts, and periods compared with; sums are shown for these. */
  readonly ofInterest: Map<string, readonly string[]>;
  /** Cached results that still hold. */
  readonly memo: Memo;
  /** Cached wholes, until a series is added to the graph or removed. */
  wholes: readonly SeriesFacts[] | undefined;
}

/** A state: one period of one series of a graph. */
export interface StateKey {
  readonly facts: SeriesFacts;
  readonly period: string;
}

/**
 * The facts of related series. A state rests on its own series, on its family (exports + imports = total), on
 * its wholes, and on all goods trade of its place.
 */
export interface SeriesGraph {
  /** By series key. */
  readonly series: Map<string, SeriesFacts>;
  /** Thresholds for a small base by indicator: decimal strings in plain units. */
  readonly smallBases: Readonly<Record<string, string>>;
  readonly declared: Declarations;
  /** By the key of the total. */
  readonly kin: Map<string, FlowSiblings>;
  /** By the key of a whole: its parts. */
  readonly parts: Map<string, SeriesFacts[]>;
  /** By the key of the whole and the place of the declaration. */
  readonly partSets: Map<string, PartSet>;
  /** By area, flow and currency. */
  readonly places: Map<string, SeriesOfPlace>;
  /** Periods of interest by year; a family shares those under the key of its total. */
  readonly ofInterest: Map<string, Map<string, readonly string[]>>;
  /** By series key and period: the prints that correct others. Few series have any. */
  readonly corrections: Map<string, Map<string, Corrections>>;
  /** By series key: the periods that a break is declared for, and the number of prints that declare it. */
  readonly breaks: Map<string, Map<string, number>>;
  /** By series key: the periods with growth over a stated period, and the number of prints of each. */
  readonly overStated: Map<string, Map<string, number>>;
  /** What `forgetWorked` drops. */
  readonly cached: Cached;
  /** The series with cached `wholes`. */
  readonly withWholes: Set<SeriesFacts>;
}

/** What is cached of a graph, so that dropping it need not walk the graph. */
export interface Cached {
  /** Number of results in `memos`. */
  results: number;
  readonly memos: Set<Memo>;
  /** The sets with a `choice`, and so with readings of their prints. */
  readonly read: Set<PrintSet>;
}

/** A declared partition of one series. */
export interface PartSet {
  /** Its name in the graph. */
  readonly name: string;
  readonly dimension: keyof SeriesDimensions;
  /** The codes of the parts, in the order of the declaration. */
  readonly codes: readonly string[];
  whole: SeriesFacts | undefined;
  /** The parts in the graph, by code. */
  readonly parts: Map<string, SeriesFacts>;
  /** By period: the number of parts with a printed level. */
  readonly present: Map<string, number>;
}

/** The series of one area, flow and currency; `goods` is all goods trade. */
export interface SeriesOfPlace {
  readonly goods: SeriesFacts[];
  /** The series compared with `goods`: CBEC, and series without a whole by their codes. */
  readonly against: SeriesFacts[];
  readonly all: SeriesFacts[];
}

/** The members of a family in the graph. */
export interface FlowSiblings {
  total: SeriesFacts | undefined;
  exports: SeriesFacts | undefined;
  imports: SeriesFacts | undefined;
}
