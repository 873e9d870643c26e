import type { SayName } from '@silkgauge/contract';
import type { FigureIdentity } from '@silkgauge/growth';
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

export type BulletinKind = 'first' | 'update' | 'correction' | 'withdrawal';

/** A numeral that is not told any more, and what is told in its place. */
export interface CorrectedNumeral {
  readonly key: string;
  readonly member: string;
  readonly was: string;
  readonly is: string | null;
}

/** Why states changed, and the events behind it. */
export interface Because {
  readonly reason: string;
  readonly causes: readonly FigureIdentity[];
}

/** What a version took back of a sentence. */
export interface Correction {
  readonly version: number;
  readonly at: string;
  readonly id: string;
  /** `since`: when it was said first. */
  readonly said: Both<string> & { readonly since: string };
  /** Null where the sentence is gone. */
  readonly says: Both<string> | null;
  readonly refused: RefusalName | null;
  readonly numerals: readonly CorrectedNumeral[];
  readonly because: Because;
}

/** A version of a bulletin, as it is served. */
export interface Bulletin extends Telling {
  readonly bulletin: string;
  readonly version: number;
  /** The place of this version in the log. */
  readonly sequence: string;
  /** The sequence that it is told from. */
  readonly told: string;
  readonly knownAt: string;
  readonly kind: BulletinKind;
  readonly plan: FigureIdentity & { readonly version: number };
  /** SHA-256 of both languages, in hex. */
  readonly digest: string;
  /** Of this and all earlier versions, newest first. */
  readonly corrections: readonly Correction[];
}

/** A plan told without a step of the log behind it: no version, no corrections; `told` is null by a day of publication. */
export interface PublishedBulletin extends Omit<
  Bulletin,
  'version' | 'sequence' | 'told' | 'knownAt' | 'kind'
> {
  readonly version: null;
  readonly sequence: null;
  readonly told: string | null;
  readonly knownAt: null;
  readonly kind: null;
  /** What had been published by then is told (ISO instant). */
  readonly publishedBy?: string;
}
