import type { ToldSentence } from '@silkgauge/bulletin';
import type { ALERT_STATES, AlertRule, RuleKind } from '@silkgauge/contract';
import type { FigureIdentity, SeriesDimensions } from '@silkgauge/growth';
import type { Said } from '../judge/heard.ts';
import type { Against } from '../judge/judgement.ts';

/** `pending`: the printed digits leave it open; `resolved`: it was one of the others, and no longer is. */
export type AlertState = (typeof ALERT_STATES)[number];

/** A rule as it stands: the newest event of its name. */
export interface StandingRule extends FigureIdentity {
  readonly rule: AlertRule;
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
}

export const ASKED = [
  'threshold',
  'comparison',
  'comparedTo',
  'member',
  'than',
  'atLeast',
] as const satisfies readonly (keyof Asked)[];

/** A version of what a rule says of one series and period, without its place in the log. */
export interface Alert extends Asked {
  /** `RULE/SERIES/PERIOD`, or `RULE/_overflow`. */
  readonly key: string;
  readonly rule: string;
  readonly ruleVersion: number;
  readonly kind: RuleKind;
  /** Null for `_overflow`, as is the period. */
  readonly series: SeriesDimensions | null;
  readonly period: string | null;
  readonly state: AlertState;
  readonly version: number;
  readonly knownAt: string;
  /** `knownAt` of the version that entered this state. */
  readonly since: string;
  /** How often it entered `firing`. */
  readonly fired: number;
  readonly said: readonly Said[];
  readonly against: readonly Against[] | null;
  readonly because: Because;
  /** Whether the rule's own step made it of what stood there before. */
  readonly backfilled: boolean;
  readonly sentence: Readonly<Record<'en' | 'zh', ToldSentence>>;
}

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
  }
}

export const alertKey = (rule: string, stateKey: string): string => `${rule}/${stateKey}`;
