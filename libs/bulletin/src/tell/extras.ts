import type { Language } from '@silkgauge/words';
import type { Tell } from '@silkgauge/contract';
import type { Mark, Segment } from '../segment.ts';
import { NOTHING, say } from '../words/say.ts';
import type { World } from '../world.ts';
import { withReadings } from './clauses.ts';
import { conflictsIn, type Conflict } from './conflicts.ts';
import type { FigureFacts } from './figure-facts.ts';
import { periodName } from './names.ts';
import { actualOf, numbersOf, type ToldNumber } from './numbers.ts';
import { seriesOf } from './telling.ts';

/** A number that is told behind level and growth. */
export interface Extra {
  readonly numbers: readonly ToldNumber[];
  /** Told where there is no number. */
  readonly mark: Mark;
  readonly write: (language: Language) => readonly Segment[];
  /** What it does not meet. */
  readonly conflicts: readonly Conflict[];
}

/** The base that is implied, a share and a contribution, where they are asked for. */
export function extrasOf(
  world: World,
  { state, comparedWith }: Pick<FigureFacts, 'state' | 'comparedWith'>,
  tell: readonly Tell[],
): readonly Extra[] {
  const extras: Extra[] = [];
  if (tell.includes('base')) {
    const base = comparedWith === null ? undefined : world.state(`${seriesOf(state.key)}/${comparedWith}`);
    const numbers = base ? numbersOf(base, 'level', 'implied', world.evidence(base.key)) : [];
    const write = (language: Language): readonly Segment[] =>
      numbers.length === 0 || comparedWith === null
        ? NOTHING
        : say(language, 'base', {
            period: [periodName(comparedWith, language)],
            number: withReadings(numbers, language),
          });
    const conflicts = base && numbers.length > 0 ? conflictsIn(world, base, 'level') : [];
    extras.push({ numbers, mark: 'no-level', write, conflicts });
  }
  for (const name of ['share', 'contribution'] as const) {
    if (!tell.includes(name)) continue;
    const side = actualOf(state.other[name]);
    const numbers = side ? numbersOf(state, `other.${name}`, side, world.evidence(state.key)) : [];
    const write = (language: Language): readonly Segment[] =>
      numbers.length === 0 ? NOTHING : say(language, name, { number: withReadings(numbers, language) });
    const conflicts = numbers.length > 0 ? conflictsIn(world, state, `other.${name}`) : [];
    extras.push({ numbers, mark: name === 'share' ? 'no-level' : 'no-growth', write, conflicts });
  }
  return extras;
}
