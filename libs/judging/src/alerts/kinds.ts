import type { StandingRule } from '@silkgauge/alerts';
import type { AlertRule, SilenceRule } from '@silkgauge/contract';

export const isOfReleases = (rule: StandingRule<AlertRule>): rule is StandingRule<SilenceRule> =>
  rule.rule.kind === 'silence';

export const isOfStates = (rule: StandingRule<AlertRule>): rule is StandingRule => !isOfReleases(rule);
