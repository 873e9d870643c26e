import type { AlertStateCode } from '@silkgauge/codelists';
import { tellAlert, type ToldState, type World } from '@silkgauge/bulletin';
import type { AlertRule } from '@silkgauge/contract';
import { judge } from '../judge/judge.ts';
import type { Judgement } from '../judge/judgement.ts';
import type { HeldAgainst } from '../judge/held-against.ts';
import {
  alertKey,
  ASKED,
  askedBy,
  UNTOLD,
  type Alert,
  type StateAlert,
  type ActiveRule,
  type Step,
} from './alert.ts';
import { isOpen, progress } from './progress.ts';
import { isSameSaid } from './same-said.ts';

/** A state, and what it stands against. */
export interface View {
  readonly state: ToldState;
  readonly heldAgainst: HeldAgainst;
}

export interface Judged {
  readonly rule: ActiveRule;
  readonly now: View;
  /** As it was before the step; null where the state is new or an open alert is judged, whatever changed. */
  readonly was: View | null;
  /** The newest version of its alert; null for none. */
  readonly before: StateAlert | null;
  readonly step: Step;
  /** Whether the rule is about the state: one that was defined anew may be about others than its open alerts. */
  readonly isCovered: boolean;
  /** Whether the step is the rule's own: what stands there is judged, changed or not. */
  readonly isOwnStep: boolean;
  /** What sentences are told from, as of the step; null: they are not told. */
  readonly world: World | null;
}

const STATES = { surely: 'firing', possibly: 'pending', no: 'resolved' } as const;

/**
 * The next version of what a rule says of a state; null where it says the same as before, where it never said
 * anything, and, without an open alert, where nothing that it looks at has changed: what is resolved may have been
 * so by an order of the rule. An open alert of a rule that was defined anew tells what the rule asks now.
 */
export function nextAlert(judging: Judged): StateAlert | null {
  const { rule, now, was, before, step, isCovered, isOwnStep, world } = judging;
  const { state: told } = now;
  if (!isCovered && !isOpen(before)) return null;
  const judged = isCovered ? judge(rule.rule, told, now.heldAgainst) : uncovered(before);
  const state: AlertStateCode = STATES[judged.holds];
  if (!before && state === 'resolved') return null;
  const asksOtherwise = isOwnStep && before !== null && isOpen(before) && !asksTheSame(before, rule);
  if (before && isSame(before, state, judged) && !asksOtherwise) return null;
  if (!isOpen(before) && !isOwnStep && was && isUnmoved(rule, was, judged)) return null;
  return {
    key: alertKey(rule.rule.rule, told.key),
    ...{ rule: rule.rule.rule, ruleVersion: rule.version, kind: rule.rule.kind },
    ...{ series: told.series, period: told.period },
    ...progress(before, state, step),
    ...askedBy(rule.rule),
    ...{ said: judged.said, against: judged.against, backfilled: isOwnStep && !isOpen(before) },
    sentence: world
      ? tellAlert(world, {
          ...{ rule, state, key: told.key, said: judged.said, compared: judged.compared },
          ending: isCovered ? null : 'not-covered',
        })
      : UNTOLD,
  };
}

/** A rule that is about other series now says nothing else than before. */
const uncovered = (before: StateAlert | null): Judgement => ({
  ...{ holds: 'no', said: before?.said ?? [], against: before?.against ?? null, compared: [] },
});

function isSame(before: StateAlert, state: AlertStateCode, { said, against }: Judgement): boolean {
  return before.state === state && isSameSaid(before.said, said) && isSameSaid(before.against, against);
}

/** Whether a rule asks what it asked when a version was made. */
export function asksTheSame(before: Alert, { rule }: ActiveRule<AlertRule>): boolean {
  const asked = askedBy(rule);
  return before.kind === rule.kind && ASKED.every((name) => before[name] === asked[name]);
}

function isUnmoved({ rule }: ActiveRule, was: View, judged: Judgement): boolean {
  const { holds, said, against } = judge(rule, was.state, was.heldAgainst);
  return holds === judged.holds && isSameSaid(said, judged.said) && isSameSaid(against, judged.against);
}
