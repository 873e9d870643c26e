import type {
  Absence,
  EvidenceKind,
  Flag,
  ObservationStatus,
  OtherMeasure,
  Qualifier,
  Verdict,
  Wording,
} from '@silkgauge/codelists';
import type { FigureIdentity } from '../observation/figure.ts';
import type { Exclusion } from '../observation/exclusion.ts';
import type { Publisher } from '../observation/publisher.ts';

/** A reading of an ambiguous wording, or a differing print of a `_U` period; `value` is null for a range. */
export interface Reading {
  readonly reading: string;
  readonly value: string | null;
  readonly low: string;
  readonly high: string;
}

/** The digits of a number as printed. */
export interface PrintedDigits {
  readonly value: string;
  readonly valueHigh?: string;
  readonly multiplier: string;
  readonly unit: string;
  readonly wording: Wording | null;
  readonly qualifier: Qualifier;
}

/** The print that a number was read from. */
export interface PrintSource extends FigureIdentity {
  /** Address of the document. */
  readonly document: string;
  /** As printed: an instant, a date, a month, a year or `_U`. */
  readonly publishedAt: string;
  /** As printed; absent where the event does not say. */
  readonly kind?: EvidenceKind;
  /** As the event says, else by the host of the document; absent of states from before it was told. */
  readonly publisher?: Publisher;
}

/** A print that says otherwise than the one that stands, in the unit of that one. */
export interface ContradictingPrint {
  readonly value: string | null;
  readonly low: string | null;
  readonly high: string | null;
  readonly printed?: PrintedDigits;
  readonly absence?: Absence;
  readonly readings?: readonly Reading[];
  readonly from: PrintSource;
  /** Whether its parts leave it no place; `/explain` has the proof. */
  readonly excluded: boolean;
}

/** A figure with its interval: low inclusive, high exclusive (equal only for exact totals). */
export interface Measurement {
  readonly value: string | null;
  readonly unit: string;
  readonly low: string | null;
  readonly high: string | null;
  readonly status: ObservationStatus;
  readonly printed?: PrintedDigits;
  /** The print that stands; absent where several prints of a `_U` period differ. */
  readonly from?: PrintSource;
  /** Present where the print that stands has no place among its parts, and no other print does. */
  readonly excluded?: Exclusion;
  /** The first print of the figure that says otherwise and is no revision; absent where none does. */
  readonly contradictedBy?: ContradictingPrint;
  /** Why the reporter gives no number; value, low and high are null then. */
  readonly absence?: Absence;
  readonly readings?: readonly Reading[];
  /** Number of readings beyond those shown; absent for none. */
  readonly more?: number;
  /** The events that ruled out the other reading of an ambiguous wording. */
  readonly settledBy?: readonly FigureIdentity[];
  readonly formula: string;
}

/** The sides of one figure; an unknown side is absent, never null or zero. */
export interface Sides {
  readonly reported?: Measurement;
  readonly computed?: Measurement;
  readonly implied?: Measurement;
  readonly forecast?: Measurement;
  readonly verdict: Verdict;
  /** Reported minus computed, else implied: growth in points, levels in plain units; null without both. */
  readonly gap: string | null;
}

export interface ComparedSides extends Sides {
  /** The period compared with; null where none is stated. */
  readonly comparedWith: string | null;
}

export type { Exclusion };

/** Distinct sales events and sum of quantities of a month. */
export interface SalesCounts {
  readonly events: string;
  readonly units: string;
  /** Time of the latest order (UTC); absent for totals stored before the time was kept. */
  readonly last?: string;
}

/** A state without its identity, version and cause. */
export interface StateBody {
  readonly level: Sides;
  /** By comparison: `GY`, `G1`, a period, `_U`. */
  readonly growth: Readonly<Record<string, ComparedSides>>;
  readonly other: Readonly<Partial<Record<OtherMeasure, Sides>>>;
  /** Sales only. */
  readonly counts?: SalesCounts;
  readonly flags: readonly Flag[];
}
