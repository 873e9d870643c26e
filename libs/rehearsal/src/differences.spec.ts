import type { Flag, Verdict } from '@silkgauge/codelists';
import type { StateDocument } from '@silkgauge/contract';
import { changedVerdicts, newConflicts } from './differences.ts';

const said = (verdicts: Readonly<Record<string, Verdict>>, ...flags: readonly Flag[]) => {
  const sides = (verdict: Verdict, gap: string | null = null) => ({ verdict, gap });
  const { level = 'unchecked', ...growth } = verdicts;
  return {
    level: sides(level),
    growth: Object.fromEntries(
      Object.entries(growth).map(([name, verdict]) => [
        name,
        { comparedWith: null, ...sides(verdict, verdict === 'conflicts' ? '0.4' : null) },
      ]),
    ),
    ...{ other: {}, flags: [...flags] },
  } satisfies Omit<StateDocument, 'change'>;
};

describe('the verdicts that change', () => {
  it('are those that differ, with the gap after it', () => {
    expect(changedVerdicts('K/2020', said({ GY: 'agrees' }), said({ GY: 'conflicts' }))).toEqual([
      { key: 'K/2020', member: 'growth.GY', before: 'agrees', after: 'conflicts', gap: '0.4' },
    ]);
    expect(changedVerdicts('K/2020', said({ GY: 'agrees' }), said({ GY: 'agrees' }))).toEqual([]);
  });

  it('have null for a figure that is not there, which counts as unchecked', () => {
    expect(changedVerdicts('K/2020', null, said({ GY: 'agrees', G1: 'unchecked' }))).toEqual([
      { key: 'K/2020', member: 'growth.GY', before: null, after: 'agrees', gap: null },
    ]);
    expect(changedVerdicts('K/2020', said({ GY: 'agrees' }), said({}))).toEqual([
      { key: 'K/2020', member: 'growth.GY', before: 'agrees', after: null, gap: null },
    ]);
  });
});

describe('the conflicts that appear', () => {
  it('are verdicts that conflict and flags of numbers that do not meet, in the state after alone', () => {
    const after = said({ level: 'conflicts', GY: 'conflicts' }, 'conflicting-prints', 'small-base');
    expect(newConflicts(null, after)).toEqual(['level', 'growth.GY', 'conflicting-prints']);
    expect(newConflicts(said({ GY: 'conflicts' }), after)).toEqual(['level', 'conflicting-prints']);
    expect(newConflicts(after, said({}))).toEqual([]);
  });
});
