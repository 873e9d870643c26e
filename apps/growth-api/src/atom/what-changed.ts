import { CONFLICT_FLAGS, type Flag, SIDES, type Side } from '@silkgauge/codelists';
import type { GrowthState } from '@silkgauge/contract';
import { OVER_YEAR, type Measurement, type Sides } from '@silkgauge/growth';

/** A measure of a state. */
export interface Measured {
  readonly measure: string;
  /** Null for a level or a share. */
  readonly comparison: string | null;
}

/** A number that stood before a change, and what stands in its place; null where nothing does. */
export interface ChangedNumber extends Measured {
  readonly side: Side;
  readonly was: Measurement;
  readonly is: Measurement | null;
}

/** What a change says that nobody had to know before. */
export interface Change {
  readonly numbers: readonly ChangedNumber[];
  /** Measures whose sides conflict from now on. */
  readonly conflicting: readonly Measured[];
  /** Flags of contradictions that were not there. */
  readonly flags: readonly Flag[];
}

/** Conflicts, and a change of what is counted: growth across one compares unlike things, which a feed has to say too. */
export const CONTRADICTIONS = [...CONFLICT_FLAGS, 'coverage-break'] as const satisfies readonly Flag[];

/** What the change behind a version altered, and which contradictions it brought. */
export function whatChanged(state: GrowthState): Change {
  const compared = comparedWithBefore(state);
  const flagsBefore = state.change.previous === null ? [] : (state.change.previous.flags ?? state.flags);
  return {
    numbers: compared.flatMap(changedNumbers),
    conflicting: compared
      .filter(({ was, is }) => is?.verdict === 'conflicts' && was?.verdict !== 'conflicts')
      .map(({ measure, comparison }) => ({ measure, comparison })),
    flags: CONTRADICTIONS.filter((flag) => state.flags.includes(flag) && !flagsBefore.includes(flag)),
  };
}

interface Compared extends Measured {
  readonly was: Sides | undefined;
  readonly is: Sides | undefined;
}

/** The sides of each measure, before a version and in it; members that the version did not change are the same. */
function comparedWithBefore({ level, growth, other, change: { previous } }: GrowthState): Compared[] {
  const isFirst = previous === null;
  const growthBefore = isFirst ? {} : { ...growth, ...previous.growth };
  const otherBefore = isFirst ? {} : (previous.other ?? other);
  return [
    {
      ...{ measure: 'level', comparison: null },
      was: isFirst ? undefined : (previous.level ?? level),
      is: level,
    },
    ...namesIn(growthBefore, growth).map((comparison) => ({
      ...{ measure: 'growth', comparison },
      was: growthBefore[comparison] ?? undefined,
      is: growth[comparison],
    })),
    ...namesIn(otherBefore, other).map((measure) => ({
      ...{ measure, comparison: measure === 'share' ? null : OVER_YEAR },
      was: otherBefore[measure],
      is: other[measure],
    })),
  ];
}

const namesIn = <Name extends string>(
  before: Readonly<Partial<Record<Name, unknown>>>,
  now: Readonly<Partial<Record<Name, unknown>>>,
): Name[] => [...new Set([...Object.keys(now), ...Object.keys(before)])] as Name[];

function changedNumbers({ measure, comparison, was, is }: Compared): ChangedNumber[] {
  return SIDES.codes.flatMap((side) => {
    const before = was?.[side];
    const now = is?.[side];
    if (!before || !hasNumber(before) || numberOf(before) === numberOf(now)) return [];
    return [{ measure, comparison, side, was: before, is: now ?? null }];
  });
}

const hasNumber = ({ value, low, high, readings }: Measurement): boolean =>
  [value, low, high].some((one) => one !== null) || readings !== undefined;

/** Value, ends and readings as one text. */
const numberOf = (one: Measurement | undefined): string =>
  JSON.stringify([one?.value ?? null, one?.low ?? null, one?.high ?? null, one?.readings ?? null]);
