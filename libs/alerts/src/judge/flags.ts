import { CONFLICT_FLAGS } from '@silkgauge/codelists';
import { versionOf, type ToldState } from '@silkgauge/bulletin';
import type { FlagRule } from '@silkgauge/contract';
import { figuresOf } from '@silkgauge/growth';
import { heardOf, saidOf, type Said } from './stated-numbers.ts';
import type { Judgement } from './judgement.ts';

/** Figures that do not meet, or a change in what is counted; a state says so or not, and leaves nothing open. */
export function judgeFlags({ kind }: FlagRule, state: ToldState): Judgement {
  const said = kind === 'conflict' ? conflictsOf(state) : flagsOf(state, ['coverage-break']);
  return { holds: said.length > 0 ? 'surely' : 'no', said, against: null, compared: [] };
}

function conflictsOf(state: ToldState): readonly Said[] {
  const figures = figuresOf(state).filter(({ sides }) => sides.verdict === 'conflicts');
  return [
    ...figures.flatMap(({ name }) => heardOf(state, name).numbers.map(saidOf)),
    ...flagsOf(state, CONFLICT_FLAGS),
  ];
}

function flagsOf(state: ToldState, names: readonly ToldState['flags'][number][]): readonly Said[] {
  return names
    .filter((name) => state.flags.includes(name))
    .map((name) => ({
      ...{ member: `flags.${name}`, reading: null, value: null, low: null, high: null },
      version: versionOf(state),
    }));
}
