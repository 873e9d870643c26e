import type { Language, Mark, Side } from '@silkgauge/codelists';
import type { Tell } from '@silkgauge/contract';
import { textOf, type Segment } from '../segment.ts';
import { NOTHING, say } from '../words/say.ts';
import type { ToldState, World } from '../world.ts';
import { whenOf, withReadings } from './clauses.ts';
import { conflictsIn, type Conflict } from './conflicts.ts';
import type { FigureFacts } from './figure-facts.ts';
import { actualOf, isPrinted, numbersOf, type ToldNumber } from './numbers.ts';
import { printedBy } from './source.ts';
import { seriesOf } from './telling.ts';

/** What a number is of that stands alone. */
interface Alone {
  readonly subject: readonly Segment[];
  readonly when: readonly Segment[];
  readonly source: readonly Segment[];
  readonly said: readonly Segment[];
}

/** A number that is told behind level and growth. */
export interface Extra {
  readonly numbers: readonly ToldNumber[];
  /** Told where there is no number. */
  readonly mark: Mark;
  /** Told beside its number. */
  readonly notes: readonly Mark[];
  /** With what it is of, where it is told without level and growth before it. */
  readonly write: (language: Language, alone: Alone | null) => readonly Segment[];
  /** What it does not meet. */
  readonly conflicts: readonly Conflict[];
}

/** The base that is printed or implied, a share and a contribution, where they are asked for. */
export function extrasOf(world: World, facts: FigureFacts, tell: readonly Tell[]): readonly Extra[] {
  const parts = (['share', 'contribution'] as const).filter((name) => tell.includes(name));
  return [
    ...(tell.includes('base') ? [baseOf(world, facts)] : []),
    ...parts.map((name) => partOf(world, facts, name)),
  ];
}

/** Who printed numbers, unless that is who printed level and growth before them. */
function printedOf(
  world: World,
  { state, level, growth }: FigureFacts,
  numbers: readonly ToldNumber[],
  language: Language,
): readonly Segment[] {
  const before = textOf(printedBy(world, state, [...level, ...growth], language));
  const printed = printedBy(world, state, numbers.filter(isPrinted), language);
  return textOf(printed) === before ? NOTHING : printed;
}

function baseOf(world: World, facts: FigureFacts): Extra {
  const { state, comparedWith } = facts;
  const base = comparedWith === null ? undefined : world.state(`${seriesOf(state.key)}/${comparedWith}`);
  const sideOf = (side: Side) => (base ? numbersOf(base, 'level', side, world.evidence(base.key)) : []);
  const [printed, implied] = [sideOf('reported'), sideOf('implied')];
  const numbers = [...printed, ...implied];
  const conflicts =
    base && numbers.length > 0
      ? conflictsIn(world, base, 'level').map((one) => ({ ...one, of: one.of ?? base }))
      : [];
  return {
    ...{ numbers, mark: 'no-base', conflicts },
    notes: base && conflicts.length === 0 ? basesNote(base) : [],
    write(language, alone) {
      if (numbers.length === 0 || comparedWith === null) return NOTHING;
      const number = withReadings(printed.length > 0 ? printed : implied, language);
      const behind =
        printed.length > 0 && implied.length > 0
          ? say(language, 'base-implied', { number: withReadings(implied, language) })
          : NOTHING;
      const about = { when: whenOf(comparedWith, language), number, behind };
      return alone
        ? say(language, 'base-alone', { ...alone, ...about })
        : say(language, 'base', { ...about, printed: printedOf(world, facts, printed, language) });
    },
  };
}

function partOf(world: World, facts: FigureFacts, name: 'share' | 'contribution'): Extra {
  const { state } = facts;
  const side = actualOf(state.other[name]);
  const numbers = side ? numbersOf(state, `other.${name}`, side, world.evidence(state.key)) : [];
  return {
    ...{ numbers, mark: `no-${name}`, notes: [] },
    conflicts: numbers.length > 0 ? conflictsIn(world, state, `other.${name}`) : [],
    write(language, alone) {
      if (numbers.length === 0) return NOTHING;
      const number = withReadings(numbers, language);
      return alone
        ? say(language, `${name}-alone`, { ...alone, number })
        : say(language, name, { number, printed: printedOf(world, facts, numbers, language) });
    },
  };
}

/** That several bases of a state do not meet, which the state shows one of. */
const basesNote = ({ flags }: ToldState): readonly Mark[] =>
  flags.includes('implied-base-differs') ? ['bases-differ'] : [];
