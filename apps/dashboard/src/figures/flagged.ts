import type { Flag } from '@silkgauge/codelists';
import type { ServedState } from '@silkgauge/contract';
import { TINY_FOLD, type Measurement } from '@silkgauge/growth';
import type { Words } from '../words/words-of.ts';
import { whatText } from './figure-words.ts';
import { measuresOf, type LocatedMeasure } from './sides.ts';

/** A figure of a state by its name. */
export type FigureName = Pick<LocatedMeasure, 'measure' | 'comparison'>;

/** What a state says of its flags. */
export type Flagged = Pick<ServedState, 'level' | 'growth' | 'other' | 'flags'>;

const UNTOLD: readonly FigureName[] = [];

/**
 * The figures that a flag is surely of; empty where the state does not tell, as flags are of a whole state.
 * Growth is `not-comparable` for a break of coverage or for a small base, so with one of both flags it has
 * that one. A small base leaves growth without a computed side, or growth a hundredfold, or growth whose ends are
 * twice apart. A print says itself whether another one contradicts it, or its parts exclude it.
 */
export function figuresOfFlag(state: Flagged, flag: Flag): readonly FigureName[] {
  if (!state.flags.includes(flag)) return UNTOLD;
  if (flag === 'coverage-break') return withheld(state, 'small-base');
  if (flag === 'small-base') {
    const told = [
      ...withheld(state, 'coverage-break'),
      ...growthWhere(state, ({ computed }) => factor(computed?.value) >= Number(TINY_FOLD)),
    ];
    if (told.length > 0) return told;
    return onlyOne(growthWhere(state, ({ computed }) => !computed || isLoose(computed)));
  }
  if (flag === 'conflicting-prints') return printedWhere(state, ({ contradictedBy }) => !!contradictedBy);
  if (flag === 'excluded-print') return printedWhere(state, ({ excluded }) => !!excluded);
  return UNTOLD;
}

/** The factor of a growth in percent; NaN where it is not known. */
const factor = (percent: string | null | undefined): number => 1 + Number(percent ?? NaN) / 100;

/** Whether the base may reach twice its lower end. */
const isLoose = ({ low, high }: Measurement): boolean => factor(high) >= 2 * factor(low);

const withheld = (state: Flagged, other: Flag): readonly FigureName[] =>
  state.flags.includes(other) ? UNTOLD : growthWhere(state, ({ verdict }) => verdict === 'not-comparable');

const growthWhere = (
  { growth }: Flagged,
  holds: (sides: Flagged['growth'][string]) => boolean,
): readonly FigureName[] =>
  Object.entries(growth).flatMap(([comparison, sides]) =>
    holds(sides) ? [{ measure: 'growth', comparison }] : [],
  );

const printedWhere = (state: Flagged, holds: (reported: Measurement) => boolean): readonly FigureName[] =>
  measuresOf(state).flatMap(({ measure, comparison, sides: { reported } }) =>
    reported && holds(reported) ? [{ measure, comparison }] : [],
  );

const onlyOne = (figures: readonly FigureName[]): readonly FigureName[] =>
  figures.length === 1 ? figures : UNTOLD;

/** The names of figures as they stand after the name of their flag. */
export const namesOfFigures = (figures: readonly FigureName[], words: Words): string =>
  figures
    .map(({ measure, comparison }) => whatText(measure, comparison, null, words))
    .join(words.t('word.comma'));
