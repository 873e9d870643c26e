import type { AlertStateCode, Language } from '@silkgauge/codelists';
import type { ToldSentence } from '@silkgauge/bulletin';
import type { AlertRule, ExpectedPrint, ReleaseState, RuleKind, StateRule } from '@silkgauge/contract';
import type { FigureIdentity, SeriesDimensions } from '@silkgauge/growth';
import type { Said } from '../judge/stated-numbers.ts';
import type { Against } from '../judge/judgement.ts';

/** `pending`: the printed digits leave it open; `resolved`: it was one of the others, and no longer is. */

/** A rule as it stands: the newest event of its name. */
export interface ActiveRule<Rule extends AlertRule = StateRule> extends FigureIdentity {
  readonly rule: Rule;
  /** How many events have defined it. */
  readonly version: number;
}

/** Why a version is, and the events behind it. */
export interface Because {
  readonly reason: string;
  readonly causes: readonly FigureIdentity[];
}

/** A step of the log: all that has the same causes. */
export interface Step extends Because {
  readonly knownAt: string;
}

/** What the rule asks, as its event has it. */
export interface Asked {
  readonly threshold?: string;
  readonly comparison?: string;
  readonly comparedTo?: 'last' | 'first' | 'period-before';
  readonly member?: 'growth' | 'level';
  readonly than?: string;
  readonly atLeast?: number;
  readonly publisher?: string;
  readonly graceSeconds?: number;
}

export const ASKED = [
  'threshold',
  'comparison',
  'comparedTo',
  'member',
  'than',
  'atLeast',
  'publisher',
  'graceSeconds',
] as const satisfies readonly (keyof Asked)[];

/** What is missing of a release. */
export interface Missing extends ExpectedPrint {
  readonly member: 'missing';
}

/** What a release promised; `graceSeconds` is the grace that counts for the rule. */
export interface Promised extends Pick<ReleaseState, 'publisher' | 'title' | 'at' | 'zone' | 'graceSeconds'> {
  readonly member: 'at';
}

/** A version of what a rule says, without its place in the log. */
export type Alert = StateAlert | SilenceAlert;

interface AnyAlert extends Asked {
  /** `RULE/SERIES/PERIOD`, of silence `RULE/RELEASE`, or `RULE/_overflow`. */
  readonly key: string;
  readonly rule: string;
  readonly ruleVersion: number;
  readonly kind: RuleKind;
  readonly state: AlertStateCode;
  readonly version: number;
  readonly knownAt: string;
  /** `knownAt` of the version that entered this state. */
  readonly since: string;
  /** How often it entered `firing`. */
  readonly fired: number;
  readonly because: Because;
  /** Whether the rule's own step made it of what stood there before. */
  readonly backfilled: boolean;
  readonly sentence: Readonly<Record<Language, ToldSentence>>;
}

/** Of one series and period. */
export interface StateAlert extends AnyAlert {
  /** Null for `_overflow`, as is the period. */
  readonly series: SeriesDimensions | null;
  readonly period: string | null;
  readonly said: readonly Said[];
  readonly against: readonly Against[] | null;
}

/** Of one release. */
export interface SilenceAlert extends AnyAlert {
  readonly series: null;
  readonly period: null;
  readonly release: string;
  readonly said: readonly Missing[];
  readonly against: readonly Promised[];
}

export const isOfRelease = (alert: Alert): alert is SilenceAlert => 'release' in alert;

export function askedBy(rule: AlertRule): Asked {
  switch (rule.kind) {
    case 'growth-above':
    case 'growth-below':
      return { threshold: rule.threshold, comparison: rule.comparison };
    case 'sign-flip':
      return { comparedTo: rule.against, comparison: rule.comparison };
    case 'revision':
      return {
        ...{ member: rule.member, than: rule.than, comparedTo: rule.against },
        ...(rule.comparison !== null && { comparison: rule.comparison }),
      };
    case 'record-high':
    case 'record-low':
      return { atLeast: rule.atLeast, comparison: rule.comparison };
    case 'conflict':
    case 'coverage-break':
      return {};
    case 'silence':
      return {
        ...(rule.publisher !== null && { publisher: rule.publisher }),
        ...(rule.graceMs !== null && { graceSeconds: rule.graceMs / 1000 }),
      };
  }
}

/** In place of a sentence that is not told. */
export const UNTOLD: StateAlert['sentence'] = {
  en: { text: '', segments: [] },
  zh: { text: '', segments: [] },
};

/** `of` is series key and period, or the name of a release. */
export const alertKey = (rule: string, of: string): string => `${rule}/${of}`;
