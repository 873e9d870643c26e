export { covers } from './judge/covers.ts';
export type { Said } from './judge/heard.ts';
export { judge } from './judge/judge.ts';
export type { Against, Judgement } from './judge/judgement.ts';
export { needOf, type Need, type OldSide, type Standing } from './judge/standing.ts';
export { RuleIndex } from './rule-index.ts';
export { alertKey, type Alert, type AlertState, type StandingRule, type Step } from './version/alert.ts';
export { endAlert, nextAlert, type Judged, type View } from './version/next-alert.ts';
export { MOST_ALERTS, OVERFLOW, withinBound } from './version/overflow.ts';
