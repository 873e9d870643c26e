import type { FigurePlan, StateRule, Tell } from '@silkgauge/contract';
import { NOT_STATED, resolveComparison } from '@silkgauge/growth';
import { actualOf } from '../tell/numbers.ts';
import type { ToldState } from '../world.ts';
import type { AlertSaid } from './alert-facts.ts';

type Told = Pick<FigurePlan, 'tell' | 'comparison'>;

/** What an alert tells of its state, as a bulletin would. */
export function figurePlanOf(
  rule: StateRule,
  of: string,
  said: readonly AlertSaid[],
  state: ToldState | undefined,
): FigurePlan {
  return { say: 'figure', id: 'alert', of, ...toldBy(rule, said, state) };
}

function toldBy(rule: StateRule, said: readonly AlertSaid[], state: ToldState | undefined): Told {
  const period = state?.period ?? NOT_STATED;
  const growthOf = (comparison: string): Told => ({
    tell: ['growth'],
    comparison: resolveComparison(period, comparison).key,
  });
  switch (rule.kind) {
    case 'revision':
      return rule.member === 'level' ? { tell: ['level'], comparison: null } : growthOf(rule.comparison);
    case 'growth-above':
    case 'growth-below':
    case 'sign-flip':
    case 'record-high':
    case 'record-low':
      return growthOf(rule.comparison);
    case 'conflict':
      return conflictingIn(said) ?? whatIsThere(state);
    case 'coverage-break':
      return whatIsThere(state);
  }
}

/** Level and growth, as far as these are known. */
function whatIsThere(state: ToldState | undefined): Told {
  const tell = (['level', 'growth'] as const).filter((one) =>
    one === 'level' ? actualOf(state?.level) : Object.values(state?.growth ?? {}).some(actualOf),
  );
  return { tell: tell.length > 0 ? tell : ['level', 'growth'], comparison: null };
}

/** What each flag of a conflict is about. */
const FLAGGED: Readonly<Record<string, readonly Tell[]>> = {
  'flags.implied-base-differs': ['growth', 'base'],
  'flags.part-above-whole': ['level'],
  'flags.infeasible-parts': ['growth'],
  'flags.conflicting-prints': ['level', 'growth'],
};

const TOLD: readonly Tell[] = ['level', 'growth', 'base', 'share', 'contribution'];

/** The figures that do not meet: levels, growth of the first comparison that does not, shares, contributions. */
function conflictingIn(said: readonly AlertSaid[]): Told | null {
  const found = new Set(
    said.flatMap(({ member }): readonly string[] => {
      const [first = '', second = ''] = member.split('.');
      return FLAGGED[member] ?? [first === 'other' ? second : first];
    }),
  );
  const growth = said.find(({ member }) => member.startsWith('growth.'))?.member.split('.')[1];
  const tell = TOLD.filter((one) => found.has(one));
  return tell.length > 0 ? { tell, comparison: growth ?? null } : null;
}
