import type { SayName } from './plan/plan.ts';
import type { Both, Segment } from './segment.ts';

export const REFUSALS = [
  'no-event',
  'no-notice',
  'withdrawn',
  'no-state',
  'no-figure',
  'no-causal-claim',
  'forecast-beside-actual',
  'unknown-period',
  'unknown-comparison',
  'unequal-periods',
  'other-coverage',
  'other-unit',
  'coverage-break',
  'two-readings',
  'conflict-open',
  'small-base',
  'too-many',
] as const;
export type RefusalName = (typeof REFUSALS)[number];

/** A planned sentence that the data do not carry. */
export interface Refused {
  readonly id: string;
  readonly say: SayName;
  readonly rule: RefusalName;
  readonly reason: Both<string>;
  /** Keys of states, names of notices, or `source#id` of events that it speaks of. */
  readonly keys: readonly string[];
}

export interface Sentence {
  readonly id: string;
  readonly say: SayName;
  readonly text: string;
  readonly segments: readonly Segment[];
}

export interface Text {
  readonly headline: string;
  readonly paragraphs: readonly { readonly sentences: readonly Sentence[] }[];
}

export const WHYS = ['conflict', 'sign-flip', 'revised', 'record', 'surprise', 'whole', 'total'] as const;
export type Why = (typeof WHYS)[number];

export interface Score {
  readonly id: string;
  readonly points: number;
  readonly reasons: readonly { readonly why: Why; readonly points: number; readonly text: Both<string> }[];
}

export interface Lead {
  readonly id: string;
  readonly rule: 'salience@1';
  readonly scores: readonly Score[];
}

/** A plan told from one world. */
export interface Telling extends Both<Text> {
  /** The sentence that leads; null where no planned one has an actual figure. */
  readonly lead: Lead | null;
  readonly refused: readonly Refused[];
}
