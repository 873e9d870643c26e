import type { ActiveRule } from '@silkgauge/alerts';
import type { AlertRule, SilenceRule } from '@silkgauge/contract';

export const isOfReleases = (rule: ActiveRule<AlertRule>): rule is ActiveRule<SilenceRule> =>
  rule.rule.kind === 'silence';

export const isOfStates = (rule: ActiveRule<AlertRule>): rule is ActiveRule => !isOfReleases(rule);
