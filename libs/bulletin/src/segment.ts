import type { Language, Mark } from '@silkgauge/codelists';
import type { FigureIdentity } from '@silkgauge/growth';
import type { Chain } from '@silkgauge/words';

/** The print of a number, in its own digits. */
export interface PrintedRef extends FigureIdentity {
  readonly printed: string;
  readonly multiplier: string;
  /** The words that were read; null where the evidence has none. */
  readonly quote: string | null;
  readonly document: string;
  /** Who says it; null where its print is not known. */
  readonly chain: Chain | null;
}

/** How a number was worked out; `inputs` are prints. */
export interface WorkedRef {
  readonly formula: string;
  readonly inputs: readonly FigureIdentity[];
}

/** The way from a numeral back to its state. */
export type Ref = {
  /** Series key and period, joined by a slash. */
  readonly key: string;
  /** Of the state; null by a day of publication. */
  readonly version: number | null;
  /** Path in the state, with `.low` or `.high` for an end. */
  readonly member: string;
  /** One of several readings; null for the only one. */
  readonly reading: string | null;
} & (PrintedRef | WorkedRef);

export interface NumeralSegment {
  readonly type: 'numeral';
  readonly text: string;
  /** Plain units, as the state has it: not rounded. */
  readonly value: string;
  /** As shown, without the power of ten. */
  readonly digits: string;
  /** The power of ten that is told as a word: 9 for billion, 8 for 亿. */
  readonly power: number;
  /** `percent`, `points`, a currency or a count unit. */
  readonly unit: string;
  readonly rounded?: true;
  readonly ref: Ref;
}

export interface QuoteSegment extends FigureIdentity {
  readonly type: 'quote';
  readonly text: string;
  /** Language of the words; null where the event does not say. */
  readonly lang: string | null;
  readonly document: string;
}

/** A part of a sentence. Digits stand in numerals, quotes, names, periods and dates alone. */
export type Segment =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'name' | 'period' | 'date'; readonly text: string; readonly code: string }
  | { readonly type: 'attribution'; readonly text: string; readonly by: string }
  | { readonly type: 'mark'; readonly text: string; readonly mark: Mark }
  | QuoteSegment
  | NumeralSegment;

/** One thing told in both languages. */
export type Both<Told> = Readonly<Record<Language, Told>>;

export const textOf = (segments: readonly Segment[]): string => segments.map(({ text }) => text).join('');

/** Neighbouring texts joined, empty ones dropped. */
export function joined(segments: readonly Segment[]): readonly Segment[] {
  const all: Segment[] = [];
  for (const segment of segments) {
    const last = all.at(-1);
    if (segment.type === 'text' && last?.type === 'text')
      all[all.length - 1] = { type: 'text', text: last.text + segment.text };
    else if (segment.text !== '') all.push(segment);
  }
  return all;
}
