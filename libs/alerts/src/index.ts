export type { Said } from './judge/stated-numbers.ts';
export { judge } from './judge/judge.ts';
export type { Against, Judgement } from './judge/judgement.ts';
export { periodsToJudge } from './judge/reach.ts';
export { needOf, type Need, type OldSide, type HeldAgainst } from './judge/held-against.ts';
export { judgePrinted, type JudgedFigure } from './printed/judge-printed.ts';
export {
  endPrinted,
  nextPrinted,
  PRINTED_REASONS,
  printedKey,
  type PrintedAlert,
  type ActiveSentence,
} from './printed/printed-alert.ts';
export { RuleIndex } from './rule-index.ts';
export {
  alertKey,
  isOfRelease,
  type Alert,
  type Asked,
  type SilenceAlert,
  type ActiveRule,
  type StateAlert,
  type Step,
} from './version/alert.ts';
export { endAlert } from './version/end-alert.ts';
export { LATE, nextSilence, type ReleaseView } from './version/next-silence.ts';
export { nextAlert, type Judged, type View } from './version/next-alert.ts';
export { endOverflow, isOverflow, MOST_ALERTS, OVERFLOW, withinBound } from './version/overflow.ts';
export { isOpen, ORDER_REASONS } from './version/progress.ts';
