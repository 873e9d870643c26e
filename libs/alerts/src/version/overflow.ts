import { tellOverflow } from '@silkgauge/bulletin';
import { askedBy, type Alert, type StandingRule, type Step } from './alert.ts';

/** The most alerts of one rule; beyond there is one more that says so. */
export const MOST_ALERTS = 10_000;

export const OVERFLOW = '_overflow';

/**
 * What is written of a first version of an alert: itself, or, where its rule has as many as it may, one version that says that
 * there are more; null where that stands there already.
 */
export function withinBound(
  made: Alert,
  rule: StandingRule,
  alerts: number,
  overflow: Alert | null,
  step: Step,
): Alert | null {
  if (alerts < MOST_ALERTS) return made;
  if (overflow?.state === 'firing') return null;
  const { knownAt, reason, causes } = step;
  return {
    ...{ key: `${rule.rule.rule}/${OVERFLOW}`, rule: rule.rule.rule, ruleVersion: rule.version },
    ...{ kind: rule.rule.kind, series: null, period: null, state: 'firing' },
    ...{ version: (overflow?.version ?? 0) + 1, knownAt, since: knownAt, fired: (overflow?.fired ?? 0) + 1 },
    ...askedBy(rule.rule),
    ...{ said: [], against: null, backfilled: made.backfilled },
    because: { reason, causes: causes.map(({ source, id }) => ({ source, id })) },
    sentence: tellOverflow(rule.rule.rule, false),
  };
}
