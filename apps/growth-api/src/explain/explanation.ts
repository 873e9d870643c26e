import type { JoinedState } from '@silkgauge/contract';
import type {
  ChoiceStep,
  Figure,
  FigureIdentity,
  Measurement,
  PrintStanding,
  StateBody,
} from '@silkgauge/growth';

/** A number that stands in the state, or that one rests on. */
export interface Node {
  /** Of this answer only. */
  readonly id: string;
  /** Key of the state that it stands in or would stand in, `<series key>/<period>`, and its side there. */
  readonly key: string;
  readonly period: string;
  readonly side: string;
  /** Whether the explained state shows it. */
  readonly shown: boolean;
  /** Of an ambiguous wording the reading that is used; null where there is one. */
  readonly reading: string | null;
  readonly value: string | null;
  readonly low: string;
  readonly high: string;
  readonly unit: string;
  /** Digits after the point of `value`. */
  readonly scale: number;
  readonly status: Measurement['status'];
  readonly formula: string;
  /** Over its inputs by name, in brackets; of a print over the members of its digits. */
  readonly expression: string;
  /** Of a print: which. */
  readonly print?: FigureIdentity;
  /** The prints that settled its ambiguous wording. */
  readonly settledBy?: readonly FigureIdentity[];
  /** Of a total of sales. */
  readonly counts?: NonNullable<StateBody['counts']>;
}

/** `from` is worked out from `to`, which its formula calls `name`. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly name: string;
}

/** A print of one of the figures that the numbers rest on, with its event, and what became of it. */
export interface ExplainedPrint extends FigureIdentity {
  readonly key: string;
  /** The side of that state that it is a print of; null for a comparison that no state tells. */
  readonly side: string | null;
  readonly measure: Figure['measure'];
  readonly comparison: string | null;
  readonly printed: NonNullable<Measurement['printed']>;
  readonly status: Figure['status'];
  readonly kind: Figure['kind'];
  readonly publishedAt: string;
  /** Null where the state could not be worked out anew. */
  readonly standing: PrintStanding | 'withdrawn' | null;
  /** What told it apart; null with `withdrawn`, and where the standing is not known. */
  readonly step: ChoiceStep | null;
  readonly withdrawn: boolean;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly knownAt: string;
  readonly document: string | null;
  readonly quote: string | null;
}

/** Offsets, both included, between which `events` sales of the state's series and month stand that count. */
export interface SalesRange {
  readonly topic: string;
  readonly partition: number;
  readonly from: string;
  readonly to: string;
  readonly events: string;
}

export interface Explanation {
  readonly state: JoinedState;
  /**
   * Whether what is kept of the events gives this state again. Only then is it told how its numbers were found: there are no
   * nodes otherwise.
   */
  readonly recomputed: boolean;
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
  readonly formulas: readonly { readonly formula: string; readonly meaning: string }[];
  readonly prints: readonly ExplainedPrint[];
  /** Sales only. `ranges` is null where the log of changes no longer has all that was noted up to this version. */
  readonly sales?: {
    readonly counts: NonNullable<StateBody['counts']>;
    readonly ranges: readonly SalesRange[] | null;
  };
}
