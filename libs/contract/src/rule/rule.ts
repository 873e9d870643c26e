import type { SeriesQuery } from '../plan/plan.ts';

export const RULE_KINDS = [
  'growth-above',
  'growth-below',
  'sign-flip',
  'revision',
  'conflict',
  'record-high',
  'record-low',
  'coverage-break',
] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

/** What alerts are of: the kinds of rules, and printed sentences. */
export const ALERT_KINDS = [...RULE_KINDS, 'printed-wrong'] as const;

/** What a number is held against: what its side said before it last changed, what it said first, or the period before. */
export const AGAINST = ['last', 'first', 'period-before'] as const;
export type Against = (typeof AGAINST)[number];

/** Other periods that a record has to be beyond, where the rule names no number. */
export const LEAST_OTHERS = 4;

/** What is judged: changes behind the place of the rule in the log, or all states that there are. */
export const SINCE = ['now', 'beginning'] as const;

interface OfEachKind {
  readonly rule: string;
  /** Codes by dimension, at least one; `CN-*` for a beginning. */
  readonly series: SeriesQuery;
  /** The first and the last period, both included; null for no bound. */
  readonly periods: { readonly from: string | null; readonly to: string | null } | null;
  readonly since: (typeof SINCE)[number];
}

/** `threshold` in percent; `comparison` is `GY`, `G1` or a period. */
export interface ThresholdRule extends OfEachKind {
  readonly kind: 'growth-above' | 'growth-below';
  readonly threshold: string;
  readonly comparison: string;
}

export interface SignFlipRule extends OfEachKind {
  readonly kind: 'sign-flip';
  readonly against: Against;
  readonly comparison: string;
}

/** `than` in points of growth; of a level in percent of what was. */
export type RevisionRule = OfEachKind & {
  readonly kind: 'revision';
  readonly than: string;
  readonly against: Exclude<Against, 'period-before'>;
} & (
    | { readonly member: 'growth'; readonly comparison: string }
    | { readonly member: 'level'; readonly comparison: null }
  );

export interface RecordRule extends OfEachKind {
  readonly kind: 'record-high' | 'record-low';
  readonly atLeast: number;
  readonly comparison: string;
}

export interface FlagRule extends OfEachKind {
  readonly kind: 'conflict' | 'coverage-break';
}

/** A condition over states. */
export type AlertRule = ThresholdRule | SignFlipRule | RevisionRule | RecordRule | FlagRule;
