import type { SeriesFilter } from '../filter/table.ts';

export const RULE_KINDS = [
  'growth-above',
  'growth-below',
  'sign-flip',
  'revision',
  'conflict',
  'record-high',
  'record-low',
  'coverage-break',
  'silence',
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
  readonly since: (typeof SINCE)[number];
}

interface OfStates extends OfEachKind {
  /** At least one filter. */
  readonly series: SeriesFilter;
  /** The first and the last period, both included; null for no bound. */
  readonly periods: { readonly from: string | null; readonly to: string | null } | null;
}

/** `threshold` in percent; `comparison` is `GY`, `G1` or a period. */
export interface ThresholdRule extends OfStates {
  readonly kind: 'growth-above' | 'growth-below';
  readonly threshold: string;
  readonly comparison: string;
}

export interface SignFlipRule extends OfStates {
  readonly kind: 'sign-flip';
  readonly against: Against;
  readonly comparison: string;
}

/** `than` in points of growth; of a level in percent of what was. */
export type RevisionRule = OfStates & {
  readonly kind: 'revision';
  readonly than: string;
  readonly against: Exclude<Against, 'period-before'>;
} & (
    | { readonly member: 'growth'; readonly comparison: string }
    | { readonly member: 'level'; readonly comparison: null }
  );

export interface RecordRule extends OfStates {
  readonly kind: 'record-high' | 'record-low';
  readonly atLeast: number;
  readonly comparison: string;
}

export interface FlagRule extends OfStates {
  readonly kind: 'conflict' | 'coverage-break';
}

/** A condition over states. */
export type StateRule = ThresholdRule | SignFlipRule | RevisionRule | RecordRule | FlagRule;

/** What is promised and does not come. */
export interface SilenceRule extends OfEachKind {
  readonly kind: 'silence';
  /** Code of the publisher of the releases that it is about; null: of each. */
  readonly publisher: string | null;
  /** How long after its instant a release is not late yet for this rule, in milliseconds; null: as the release has it. */
  readonly graceMs: number | null;
}

/** A condition over states or releases. */
export type AlertRule = StateRule | SilenceRule;

/** The rule that is always there: silence of every publisher. No event defines it, as none has such a name. */
export const LATE_RULE = '_late';
