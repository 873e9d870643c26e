import type { ExplainedGap } from '@silkgauge/contract';
import { formulaOf, levelsInConflict, workState, type StateKey, type WorkedState } from '@silkgauge/growth';

/**
 * The prints of a state beside each number that they do not meet, and the same of every level in conflict that
 * a number of the state rests on. `knownAt` is an ISO instant.
 */
export function gapsOf({ facts, period }: StateKey, state: WorkedState, knownAt: string): ExplainedGap[] {
  const behind = new Map<string, StateKey>();
  for (const known of [...state.worked.values()].flat())
    for (const level of levelsInConflict(facts, known))
      if (level.facts !== facts || level.period !== period)
        behind.set(`${level.facts.key}/${level.period}`, level);
  return [
    ...gapsIn(`${facts.key}/${period}`, state),
    ...[...behind].flatMap(([key, level]) =>
      gapsIn(key, workState(level.facts, level.period, knownAt)).filter(({ figure }) => figure === 'level'),
    ),
  ];
}

function gapsIn(key: string, { pairs }: WorkedState): ExplainedGap[] {
  return [...pairs].flatMap(([figure, all]) =>
    all
      .filter(({ judgement }) => judgement.verdict === 'conflicts')
      .map(({ against, known, judgement }) => ({
        key,
        figure,
        against,
        with: { key: `${known.at.series}/${known.at.period}`, side: known.at.side },
        formula: formulaOf(known).name,
        gap: judgement.gap,
        unit: figure === 'level' ? known.unit : 'points',
      })),
  );
}
