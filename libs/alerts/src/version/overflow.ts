import { tellOverflow } from '@silkgauge/bulletin';
import type { AlertRule } from '@silkgauge/contract';
import { alertKey, askedBy, type Alert, type ActiveRule, type Step } from './alert.ts';
import { progress } from './progress.ts';

/** The most alerts of one rule that are open; beyond there is one more that says so. */
export const MOST_ALERTS = 10_000;

export const OVERFLOW = '_overflow';

/** Whether an alert says that there are more. */
export const isOverflow = ({ key, rule }: Alert): boolean => key === alertKey(rule, OVERFLOW);

/**
 * What is written of an alert that opens: itself, or, where as many of its rule are open as may be, one version that says
 * that there are more; null where that stands there already.
 */
export function withinBound(
  made: Alert,
  rule: ActiveRule<AlertRule>,
  open: number,
  overflow: Alert | null,
  step: Step,
  most = MOST_ALERTS,
): Alert | null {
  if (open < most) return made;
  if (overflow?.state === 'firing') return null;
  return {
    ...{ key: alertKey(rule.rule.rule, OVERFLOW), series: null, period: null, said: [], against: null },
    ...ruled(rule),
    ...progress(overflow, 'firing', step),
    backfilled: made.backfilled,
    sentence: tellOverflow(rule.rule.rule, 'reached'),
  };
}

/** The version that says that a rule may have more alerts again. */
export const endOverflow = (before: Alert, rule: ActiveRule<AlertRule>, step: Step): Alert => ({
  ...{ key: before.key, series: null, period: null, said: [], against: null },
  ...ruled(rule),
  ...progress(before, 'resolved', step),
  backfilled: false,
  sentence: tellOverflow(rule.rule.rule, 'ended'),
});

const ruled = ({ rule, version }: ActiveRule<AlertRule>) => ({
  ...{ rule: rule.rule, ruleVersion: version, kind: rule.kind },
  ...askedBy(rule),
});
