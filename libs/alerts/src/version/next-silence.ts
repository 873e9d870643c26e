import type { AlertStateCode } from '@silkgauge/codelists';
import { tellSilence, type World } from '@silkgauge/bulletin';
import { LATE_RULE, type ReleaseState, type SilenceRule } from '@silkgauge/contract';
import {
  alertKey,
  askedBy,
  UNTOLD,
  type Missing,
  type Promised,
  type SilenceAlert,
  type ActiveRule,
  type Step,
} from './alert.ts';
import { asksTheSame } from './next-alert.ts';
import { isOpen, progress } from './progress.ts';

/** The rule that is always there. */
export const LATE: ActiveRule<SilenceRule> = {
  rule: { rule: LATE_RULE, kind: 'silence', publisher: null, graceMs: null, since: 'beginning' },
  ...{ version: 0, source: '', id: '' },
};

/** What a rule looks at of a release; `state` is that by the grace of the rule. */
export type ReleaseView = Pick<
  ReleaseState,
  'release' | 'publisher' | 'title' | 'at' | 'zone' | 'graceSeconds' | 'state' | 'missing'
>;

export interface JudgedRelease {
  readonly rule: ActiveRule<SilenceRule>;
  /** Null where no order of it is accepted any more. */
  readonly now: ReleaseView | null;
  /** As it was before the step; null where the release is new, the rule takes what was there before, or as for states. */
  readonly was: ReleaseView | null;
  /** The newest version of its alert; null for none. */
  readonly before: SilenceAlert | null;
  readonly step: Step;
  /** Whether the step is the rule's own: what stands there is judged, changed or not. */
  readonly isOwnStep: boolean;
  /** What sentences are told from, as of the step; null: they are not told. */
  readonly world: World | null;
}

/** Surely: it is late; possibly: it is due and something is missing. */
const STATES: Readonly<Record<ReleaseState['state'], AlertStateCode>> = {
  late: 'firing',
  due: 'pending',
  scheduled: 'resolved',
  released: 'resolved',
  cancelled: 'resolved',
};

interface Said {
  readonly state: AlertStateCode;
  readonly said: readonly Missing[];
  readonly against: readonly Promised[];
}

/** The next version of what a rule says of a release; null as for states. */
export function nextSilence(asked: JudgedRelease): SilenceAlert | null {
  const { rule, now, was, before, step, isOwnStep, world } = asked;
  const view = now ?? (before && isOpen(before) ? withoutOrder(before) : null);
  if (!view) return null;
  const isCovered = rule.rule.publisher === null || rule.rule.publisher === view.publisher;
  if (!isCovered && !isOpen(before)) return null;
  const judged = isCovered ? judgeOf(view) : { ...judgeOf(view), state: 'resolved' as const };
  if (!before && judged.state === 'resolved') return null;
  const asksOtherwise = isOwnStep && before !== null && isOpen(before) && !asksTheSame(before, rule);
  if (before && isSame(before, judged) && !asksOtherwise) return null;
  if (!isOpen(before) && !isOwnStep && was && isSame(judgeOf(was), judged)) return null;
  const { release, publisher, title, at, state, missing } = view;
  return {
    key: alertKey(rule.rule.rule, release),
    ...{ rule: rule.rule.rule, ruleVersion: rule.version, kind: rule.rule.kind },
    ...{ series: null, period: null, release },
    ...progress(before, judged.state, step),
    ...askedBy(rule.rule),
    ...{ said: judged.said, against: judged.against, backfilled: isOwnStep && !isOpen(before) },
    sentence: world
      ? tellSilence(world, {
          ...{ release, publisher, title, at, state, missing, ending: isCovered ? null : 'not-covered' },
        })
      : UNTOLD,
  };
}

function judgeOf({ publisher, title, at, zone, graceSeconds, state, missing }: ReleaseView): Said {
  return {
    state: STATES[state],
    said: missing.map((item) => ({ member: 'missing', ...item })),
    against: [{ member: 'at', publisher, title, at, zone, graceSeconds }],
  };
}

const isSame = (a: Said, b: Said): boolean => textOf(a) === textOf(b);

const textOf = ({ state, said, against }: Said): string => JSON.stringify([state, said, against]);

/** The promise that an alert is about. */
export function toldOf({ against }: SilenceAlert): Promised {
  const [promised] = against;
  if (!promised) throw new Error('An alert of silence names no promise.');
  return promised;
}

/** A release of which no order is left is told as its alert has it. */
function withoutOrder(before: SilenceAlert): ReleaseView {
  const { publisher, title, at, zone, graceSeconds } = toldOf(before);
  const missing = before.said.map(({ member: _, ...item }) => item);
  return { release: before.release, publisher, title, at, zone, graceSeconds, state: 'cancelled', missing };
}
