import { CONTRADICTED, type Language, type Side, WORKED_SIDES, type WorkedSide } from '@silkgauge/codelists';
import { figureVerdict } from '@silkgauge/growth';
import { plainValue } from '../number/plain-value.ts';
import type { Segment } from '../segment.ts';
import { capitalised, listed, mark, NOTHING, say } from '../words/say.ts';
import type { Evidence, EvidencePrint, ToldState, World } from '../world.ts';
import { differingBases } from './bases.ts';
import { whenOf, withReadings } from './clauses.ts';
import { gapNumber } from './gap.ts';
import { inputsOf } from './inputs.ts';
import { printChain, reporterName, subjectOf } from './names-in-sentences.ts';
import { numberSegments } from './number-text.ts';
import {
  hasNumber,
  isPrinted,
  numbersOf,
  originOf,
  printNumbers,
  sidesAt,
  type PrintOrigin,
  type ToldNumber,
} from './numbers.ts';
import { printedBy, saidBy } from './source.ts';

/** One of several numbers that do not meet. */
type ConflictingSide =
  | {
      readonly of: 'print';
      readonly numbers: Numbers;
      readonly reporter: string;
      /** Null where several prints of an unknown period differ. */
      readonly print: PrintOrigin | null;
      /** Whether its parts leave the print no place. */
      readonly isExcluded: boolean;
    }
  | { readonly of: 'own'; readonly numbers: Numbers }
  | { readonly of: 'base'; readonly numbers: Numbers; readonly period: string }
  | {
      readonly of: 'other';
      readonly numbers: Numbers;
      readonly state: ToldState;
      /** Whether the body that counted it is that of the figure. */
      readonly isOfBody: boolean;
    };

/** One number, or the readings of one. */
type Numbers = readonly ToldNumber[];

/** Every number that does not meet another of one figure, and by how much. */
export interface Conflict {
  /** The key of its state and the figure. */
  readonly at: string;
  /** The state that it is in, where that is another than the one told. */
  readonly of: ToldState | null;
  readonly sides: readonly ConflictingSide[];
  readonly gap: ToldNumber | null;
}

/**
 * What does not meet in a figure (`level`, `growth.GY`) of a state, and in the levels that it rests on where it
 * is in conflict by these alone; nothing where all meets, as far as is known.
 */
export function conflictsIn(world: World, state: ToldState, figure: string): readonly Conflict[] {
  const own = conflictIn(world, state, figure);
  if (own || sidesAt(state, figure)?.verdict !== 'conflicts') return own ? [own] : [];
  const evidence = world.evidence(state.key);
  const keys = [...(evidence?.gaps ?? []), ...(evidence?.prints ?? [])].map(({ key }) => key);
  return [...new Set(keys)].flatMap((key) => {
    const other = world.state(key);
    // Only of a level in conflict is it looked up what it does not meet: a total may rest on a hundred others.
    const isInConflict = other && CONTRADICTED.has(figureVerdict({ sides: other.level, flags: other.flags }));
    const found =
      isInConflict && (key !== state.key || figure !== 'level') && conflictIn(world, other, 'level');
    return found ? [{ ...found, of: key === state.key ? null : other }] : [];
  });
}

/** Each conflict once. */
export const distinctConflicts = (conflicts: readonly Conflict[]): readonly Conflict[] =>
  conflicts.filter(({ at }, index) => conflicts.findIndex((one) => one.at === at) === index);

function conflictIn(world: World, state: ToldState, figure: string): Conflict | null {
  const evidence = world.evidence(state.key);
  const sides = sidesAt(state, figure);
  if (!sides) return null;
  const differing = differingPrints(state, figure, evidence);
  const others = otherSides(world, state, figure, evidence);
  const bases = figure === 'level' ? differingBases(state, evidence, statedLevel(state, evidence)) : [];
  const against = ownSides(state, figure, evidence);
  // The base that the state shows stands among those that differ.
  const own = against.filter((side) => side !== 'implied' || !bases.some(({ isShown }) => isShown));
  if ([own, differing, others, bases].every(({ length }) => length === 0)) return null;
  return {
    ...{ at: `${state.key} ${figure}`, of: null },
    sides: [
      ...chosenPrint(state, figure, evidence),
      ...differing.flatMap((print) => printSide(state, print, `${figure}.reported`)),
      ...own.flatMap((side): readonly ConflictingSide[] => {
        const numbers = numbersOf(state, figure, side, evidence);
        return numbers.length === 0 ? [] : [{ of: 'own', numbers }];
      }),
      ...bases.map(({ numbers, period }): ConflictingSide => ({ of: 'base', numbers, period })),
      ...others,
    ],
    gap: gapOf(state, figure, against[0], evidence),
  };
}

/** The level that bases are held against. */
const statedLevel = (state: ToldState, evidence: Evidence | undefined): Numbers => {
  const side = (['reported', 'computed'] as const).find((one) => hasNumber(state.level[one]));
  return side ? numbersOf(state, 'level', side, evidence) : [];
};

/** The numbers of the state itself that its print does not meet. */
function ownSides(state: ToldState, figure: string, evidence: Evidence | undefined): readonly WorkedSide[] {
  const { key } = state;
  if (sidesAt(state, figure)?.verdict !== 'conflicts') return [];
  return WORKED_SIDES.codes.filter((side) =>
    evidence?.gaps.some(
      (gap) =>
        gap.key === key &&
        gap.figure === figure &&
        gap.with.key === key &&
        gap.with.side === `${figure}.${side}`,
    ),
  );
}

/**
 * Other prints of a figure in which prints conflict, each number once: those that conflict with the print that
 * stands, else those in whose place it stands, which a later print of a weaker kind does not meet.
 */
function differingPrints(
  state: ToldState,
  figure: string,
  evidence: Evidence | undefined,
): readonly EvidencePrint[] {
  const own =
    evidence?.prints.filter(({ key, side }) => key === state.key && side === `${figure}.reported`) ?? [];
  const differ = ['conflict', 'excluded'] as const;
  if (!sidesAt(state, figure)?.reported?.contradictedBy) return [];
  const chosen = own.find(({ standing }) => standing === 'chosen');
  const seen = new Set([chosen && numberOf(chosen)]);
  const distinct = (standing: EvidencePrint['standing']): readonly EvidencePrint[] =>
    own.filter((print) => {
      const number = numberOf(print);
      return print.standing === standing && !seen.has(number) && seen.add(number);
    });
  const conflicting = differ.flatMap(distinct);
  return conflicting.length > 0 ? conflicting : distinct('superseded');
}

/** What a print says, whatever its multiplier. */
function numberOf({ printed }: EvidencePrint): string {
  if (!printed) return '';
  const { value, valueHigh = '', qualifier, unit, wording } = printed;
  return [plainValue(value, printed), valueHigh, qualifier, unit, wording].join(' ');
}

function chosenPrint(
  state: ToldState,
  figure: string,
  evidence: Evidence | undefined,
): readonly ConflictingSide[] {
  const from = sidesAt(state, figure)?.reported?.from;
  const found = evidence?.prints.find(({ source, id }) => source === from?.source && id === from.id);
  const print = found ? originOf(found) : (from ?? null);
  const numbers = numbersOf(state, figure, 'reported', evidence);
  return numbers.length === 0
    ? []
    : [{ of: 'print', numbers, reporter: state.series.reporter, print, isExcluded: false }];
}

function printSide(state: ToldState, print: EvidencePrint, member: string): readonly ConflictingSide[] {
  const numbers = printNumbers(state, print, member);
  const { reporter } = state.series;
  const isExcluded = print.standing === 'excluded';
  return numbers.length === 0 ? [] : [{ of: 'print', numbers, reporter, print: originOf(print), isExcluded }];
}

/** Numbers of other states that a print does not meet, and rates that cannot belong together. */
function otherSides(
  world: World,
  state: ToldState,
  figure: string,
  evidence: Evidence | undefined,
): readonly ConflictingSide[] {
  if (!evidence) return [];
  const places = evidence.gaps
    .filter((gap) => gap.key === state.key && gap.figure === figure)
    .map((gap) => gap.with);
  const rates =
    state.flags.includes('infeasible-parts') && figure === 'growth.GY'
      ? evidence.prints
          .filter(({ side, standing }) => side === 'growth.GY.reported' && standing === 'chosen')
          .map(({ key }) => ({ key, side: 'growth.GY.reported' }))
      : [];
  const seen = new Set<string>();
  return [...places, ...rates].flatMap(({ key, side }): readonly ConflictingSide[] => {
    const name = `${key} ${side}`;
    const other = key === state.key || seen.has(name) ? undefined : world.state(key);
    seen.add(name);
    if (!other) return [];
    const dot = side.lastIndexOf('.');
    const [place, which] = [side.slice(0, dot), side.slice(dot + 1) as Side];
    const numbers = numbersOf(other, place, which, world.evidence(key));
    const isOfBody = other.series.reporter === state.series.reporter;
    return numbers.length === 0 ? [] : [{ of: 'other', numbers, state: other, isOfBody }];
  });
}

function gapOf(
  state: ToldState,
  figure: string,
  against: WorkedSide | undefined,
  evidence: Evidence | undefined,
): ToldNumber | null {
  const { gap, reported } = sidesAt(state, figure) ?? {};
  if (!gap || !reported || !against) return null;
  const inputs = (['reported', against] as const).flatMap((side) =>
    inputsOf({ state, member: `${figure}.${side}`, evidence }, null),
  );
  const unit = figure === 'level' ? reported.unit : 'points';
  const names = new Set<string>();
  const distinct = inputs.filter(({ source, id }) => !names.has(source + id) && names.add(source + id));
  return gapNumber(state, figure, gap, unit, distinct);
}

/** Who says a number of another state that somebody printed; nothing where that is the body of the figure. */
function spokenFor(
  world: World,
  { state, numbers, isOfBody }: Omit<ConflictingSide & { of: 'other' }, 'of'>,
  language: Language,
): readonly Segment[] {
  if (!numbers.some(isPrinted)) return NOTHING;
  if (isOfBody && printedBy(world, state, numbers, language).length === 0) return NOTHING;
  const said = saidBy(world, { state, numbers, isFirst: false }, language);
  return say(language, 'conflict-said', { said });
}

/** A number that has its place elsewhere: in an earlier period, or in another state. */
export function placedNumber(
  world: World,
  side: Extract<ConflictingSide, { readonly of: 'base' | 'other' }>,
  number: readonly Segment[],
  source: readonly Segment[],
  language: Language,
): readonly Segment[] {
  if (side.of === 'base')
    return say(language, 'conflict-base', { number, when: whenOf(side.period, language) });
  const { series, period } = side.state;
  const when = whenOf(period, language);
  return say(language, 'conflict-own', { number, subject: subjectOf(world, series, language), when, source });
}

/** The state that a conflict is in, where that is another than the one told. */
export const placeOf = (world: World, { of }: Conflict, language: Language): readonly Segment[] =>
  of === null
    ? NOTHING
    : say(language, 'conflict-of', {
        subject: subjectOf(world, of.series, language),
        when: whenOf(of.period, language),
      });

export function conflictSegments(world: World, conflict: Conflict, language: Language): readonly Segment[] {
  const items = conflict.sides.map((side): readonly Segment[] => {
    const number = withReadings(side.numbers, language);
    switch (side.of) {
      case 'own':
        return say(language, 'conflict-worked', { number });
      case 'base':
        return placedNumber(world, side, number, NOTHING, language);
      case 'other':
        return placedNumber(world, side, number, spokenFor(world, side, language), language);
      case 'print':
        return say(language, side.isExcluded ? 'conflict-excluded' : 'conflict-print', {
          number,
          by: side.print
            ? printChain(world, side.reporter, side.print, language)
            : reporterName(world, side.reporter, language),
        });
    }
  });
  const { gap } = conflict;
  return say(language, 'conflict', {
    mark: capitalised(mark(language, 'conflict')),
    of: placeOf(world, conflict, language),
    items: listed(language, items, 'semicolon'),
    gap: gap ? say(language, 'gap', { number: numberSegments(gap, language) }) : NOTHING,
  });
}
