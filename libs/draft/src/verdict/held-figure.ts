import type { Flag } from '@silkgauge/codelists';
import type { ExplainedPrint } from '@silkgauge/contract';
import type { Sides } from '@silkgauge/growth';

/** A print as `/explain` tells it. */
export type FigurePrint = Pick<
  ExplainedPrint,
  | 'source'
  | 'id'
  | 'key'
  | 'side'
  | 'printed'
  | 'status'
  | 'kind'
  | 'publishedAt'
  | 'publisher'
  | 'chain'
  | 'standing'
  | 'step'
  | 'excluded'
  | 'document'
  | 'quote'
>;

/** One figure of a state: its sides, the prints of it that are at hand, and the flags of the state. */
export interface HeldFigure {
  readonly sides: Sides;
  readonly prints: readonly FigurePrint[];
  readonly flags: readonly Flag[];
}

/** The text that a number stands in: a print that was read there is no witness for it. */
export interface OwnText {
  /** Its address. */
  readonly document: string | null;
  readonly text: string;
}
