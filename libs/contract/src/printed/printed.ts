import type { Language, Side } from '@silkgauge/codelists';

/** The rule of the alerts of printed sentences, which is always there. */
export const PRINTED_RULE = '_printed';

/** A number of a sentence: its digits, and the figure that they are of. */
export interface PrintedUse {
  /** Series key and period of the state, joined by a slash. */
  readonly key: string;
  /** Path in the state: figure and side, such as `growth.GY.reported`. */
  readonly member: string;
  readonly figure: string;
  readonly side: Side;
  /** As printed, with the sign; of a range its lower end. */
  readonly digits: string;
  /** Of a range: its upper end, as printed. */
  readonly to: string | null;
  /** A power of ten: `4.72` billion has `1000000000`. */
  readonly multiplier: string;
  /** The words of the sentence that the number stands in. */
  readonly as: string | null;
}

/** What a sentence was told by: a version of a bulletin, or an address of this product with a place in the log. */
export type PrintedBy =
  | {
      readonly bulletin: string;
      readonly version: number;
      /** The id of one of its sentences; absent: all. */
      readonly sentence?: string;
    }
  | { readonly link: string };

/** A sentence that somebody published. */
export interface PrintedSentence {
  readonly printed: string;
  /** Where it was published: an address, or a name. */
  readonly where: string | null;
  /** A date, or an instant with offset. */
  readonly printedOn: string;
  readonly text: { readonly lang: Language; readonly text: string } | null;
  readonly told: PrintedBy | null;
  readonly uses: readonly PrintedUse[];
}
