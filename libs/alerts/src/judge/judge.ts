import type { ToldState } from '@silkgauge/bulletin';
import type { StateRule } from '@silkgauge/contract';
import { judgeFlags } from './flags.ts';
import type { Judgement } from './judgement.ts';
import { judgeRecord } from './record.ts';
import { judgeRevision } from './revision.ts';
import { judgeSignFlip } from './sign-flip.ts';
import type { HeldAgainst } from './held-against.ts';
import { judgeThreshold } from './threshold.ts';

/** What a rule says of a state that it covers, by the intervals of what was heard. */
export function judge(rule: StateRule, state: ToldState, heldAgainst: HeldAgainst): Judgement {
  switch (rule.kind) {
    case 'growth-above':
    case 'growth-below':
      return judgeThreshold(rule, state);
    case 'sign-flip':
      return judgeSignFlip(rule, state, heldAgainst);
    case 'revision':
      return judgeRevision(rule, state, heldAgainst);
    case 'record-high':
    case 'record-low':
      return judgeRecord(rule, state, heldAgainst);
    case 'conflict':
    case 'coverage-break':
      return judgeFlags(rule, state);
  }
}
