import { WORKED_SIDES, type WorkedSide } from '@silkgauge/codelists';
import type { ObservedVerdict } from '@silkgauge/contract';
import { compareRationals, figureVerdict, parseDecimal, type Measurement } from '@silkgauge/growth';
import type { FigurePrint, HeldFigure, OwnText } from './held-figure.ts';
import { NEAREST, nearness, type KnownNumber, type Nearness } from './nearness.ts';
import { isOwn } from './own-text.ts';
import { isLater, numberOf, outcomeOf, standingPrint, type Outcome } from './prints.ts';
import type { WrittenNumber } from './written-number.ts';

/** A side that was worked out and not printed. */
export interface Worked {
  readonly side: WorkedSide;
  readonly number: Measurement;
}

/** How a written number stands to a figure, and what that rests on. */
export interface NumberVerdict {
  readonly verdict: ObservedVerdict;
  /** How near it is to what it was held to agree with, else to what stands. */
  readonly near: Nearness;
  /** Whether it agrees with what stands. */
  readonly meetsKnown: boolean;
  /** The print that the number agrees with. */
  readonly met: FigurePrint | null;
  /** The print that stands, where that is another one. */
  readonly stands: FigurePrint | null;
  /** Prints that say otherwise: they have not lost, or have no place. */
  readonly others: readonly FigurePrint[];
  /** What was worked out and says otherwise, or, where nothing is printed, what the number was held against. */
  readonly worked: Worked | null;
  /** When the print that stands took the place of the one that was met, where it came later. */
  readonly on: string | null;
}

interface HeldPrint {
  readonly print: FigurePrint;
  readonly near: Nearness;
}

const NOTHING = {
  near: 'apart',
  meetsKnown: false,
  met: null,
  stands: null,
  others: [],
  worked: null,
  on: null,
} as const;

/**
 * How a number that somebody writes stands to a figure: to every print with what became of it, then to what was
 * worked out. A print goes before a worked-out number, so that none of these makes a print right that has lost.
 * Null where the figure has no number.
 */
export function numberVerdict(
  figure: HeldFigure,
  number: WrittenNumber,
  own?: OwnText,
): NumberVerdict | null {
  const { sides } = figure;
  const held = figure.prints.flatMap((print): readonly HeldPrint[] => {
    const known = outcomeOf(print) === 'gone' ? null : numberOf(print, sides.reported);
    const near = known && nearness(number, known);
    return near ? [{ print, near }] : [];
  });
  const verdict = verdictOf(figure, number, held, own);
  if (verdict === null || number.readings.length < 2) return verdict;
  return { ...verdict, verdict: 'reading-ambiguous' };
}

function verdictOf(
  figure: HeldFigure,
  number: WrittenNumber,
  held: readonly HeldPrint[],
  own: OwnText | undefined,
): NumberVerdict | null {
  const { reported } = figure.sides;
  const best = bestOf(held, number, reported);
  if (best)
    return best.outcome === 'stands' ? meeting(figure, number, best, own) : besideAnother(figure, best);
  const near = reported && nearness(number, reported);
  if (near && near !== 'apart') return meeting(figure, number, { print: null, near }, own);
  const worked = besideWorked(figure, number);
  // Beside a print that has no place itself, what is worked out counts.
  if (reported?.excluded && worked?.meetsKnown) return worked;
  const isPrinted = near === 'apart' || held.some(({ print }) => outcomeOf(print) === 'stands');
  return isPrinted ? { ...NOTHING, verdict: 'conflicts', stands: standingPrint(figure) } : worked;
}

const OUTCOMES = [
  'stands',
  'otherwise',
  'lost',
  'excluded',
  'elsewhere',
] as const satisfies readonly Outcome[];
type Held = (typeof OUTCOMES)[number];

/**
 * The print that a number is held to agree with: one that stands goes before one that says otherwise, and this
 * before one that lost. But who writes the very digits of another print, and finer ones than what stands, writes
 * that one.
 */
function bestOf(
  held: readonly HeldPrint[],
  number: WrittenNumber,
  reported: Measurement | undefined,
): (HeldPrint & { readonly outcome: Held }) | undefined {
  const met = (['equal', 'meets'] as const).flatMap((near) =>
    OUTCOMES.flatMap((outcome) =>
      held.flatMap((one) =>
        one.near === near && outcomeOf(one.print) === outcome ? [{ ...one, outcome }] : [],
      ),
    ),
  );
  const [nearest] = met;
  const standing = met.find(({ outcome }) => outcome === 'stands');
  if (!standing || !nearest || nearest === standing) return standing ?? nearest;
  return reported && isWithin(reported, number) ? standing : nearest;
}

/** Whether a known interval lies wholly in that of a number, whose digits then are coarser. */
const isWithin = ({ low, high }: Pick<KnownNumber, 'low' | 'high'>, { readings }: WrittenNumber): boolean =>
  low !== null &&
  high !== null &&
  readings.some(
    (one) =>
      compareRationals(one.low, parseDecimal(low)) <= 0 &&
      compareRationals(parseDecimal(high), one.high) <= 0,
  );

/** A number that agrees with what stands has what is told of the figure itself. */
function meeting(
  figure: HeldFigure,
  number: WrittenNumber,
  { print: met, near }: { readonly print: FigurePrint | null; readonly near: Nearness },
  own: OwnText | undefined,
): NumberVerdict {
  const { prints } = figure;
  const others = otherwise(figure, number);
  const worked = workedOf(figure);
  const against = worked.find((one) => nearness(number, one.number) === 'apart') ?? worked[0] ?? null;
  const told = { ...NOTHING, near, meetsKnown: true, met, others };
  const verdict = figureVerdict(prints.length > 0 && others.length === 0 ? uncontradicted(figure) : figure);
  switch (verdict) {
    case 'conflicts':
      return { ...told, verdict, worked: against };
    case 'agrees':
    case 'within-rounding':
      return { ...told, verdict: near === 'equal' ? verdict : 'within-rounding', worked: worked[0] ?? null };
    case 'unchecked': {
      const supports = prints.filter((print) => outcomeOf(print) === 'stands');
      const isAlone = own && supports.length > 0 && supports.every((print) => isOwn(print, own));
      return {
        ...told,
        verdict: isAlone ? 'own-text-only' : near === 'equal' ? 'agrees' : 'within-rounding',
      };
    }
    default:
      return { ...told, verdict };
  }
}

/** A figure beside a number that is coarse enough for every print of it. */
function uncontradicted({ sides, ...rest }: HeldFigure): HeldFigure {
  if (!sides.reported?.contradictedBy) return { sides, ...rest };
  const { contradictedBy: _, ...reported } = sides.reported;
  return { ...rest, sides: { ...sides, reported } };
}

/** Prints that say otherwise and have not lost, or that the state names, or that have no place; each number once. */
function otherwise(
  { sides: { reported }, prints }: HeldFigure,
  number: WrittenNumber,
): readonly FigurePrint[] {
  const named = reported?.contradictedBy?.from;
  const isOther = (print: FigurePrint): boolean =>
    ['otherwise', 'excluded'].includes(outcomeOf(print)) ||
    (named?.source === print.source && named.id === print.id);
  const apart = prints.filter((print) => {
    const known = isOther(print) ? numberOf(print, reported) : null;
    return known !== null && nearness(number, known) === 'apart';
  });
  return [
    ...new Map(apart.toReversed().map((print) => [JSON.stringify(print.printed), print])).values(),
  ].reverse();
}

/** A number that agrees with a print that does not stand. */
function besideAnother(
  figure: HeldFigure,
  { print: met, near, outcome }: HeldPrint & { readonly outcome: Held },
): NumberVerdict {
  const stands = standingPrint(figure);
  const told = { ...NOTHING, near, met, stands };
  switch (outcome) {
    case 'excluded':
      return { ...told, verdict: 'excluded' };
    case 'elsewhere':
      return { ...told, verdict: 'not-comparable' };
    case 'lost':
      return {
        ...told,
        verdict: 'superseded',
        on: stands && isLater(stands, met) ? stands.publishedAt : null,
      };
    default:
      return { ...told, verdict: 'one-of-several-prints' };
  }
}

/** A number beside what was worked out alone. */
function besideWorked(figure: HeldFigure, number: WrittenNumber): NumberVerdict | null {
  const held = workedOf(figure).flatMap((worked) => {
    const near = nearness(number, worked.number);
    return near ? [{ worked, near }] : [];
  });
  const [best] = held.toSorted((a, b) => NEAREST.indexOf(a.near) - NEAREST.indexOf(b.near));
  if (!best) return null;
  const { worked, near } = best;
  const told = { ...NOTHING, near, worked, meetsKnown: near !== 'apart' };
  if (near === 'apart') return { ...told, verdict: 'conflicts' };
  const agrees = { ...told, verdict: near === 'equal' ? ('agrees' as const) : ('within-rounding' as const) };
  const print = standingPrint(figure);
  if (figure.sides.reported?.excluded) return { ...agrees, others: print ? [print] : [] };
  const verdict = figureVerdict(figure);
  return verdict === 'unchecked' || verdict === 'agrees' ? agrees : { ...told, verdict };
}

const workedOf = ({ sides }: HeldFigure): readonly Worked[] =>
  WORKED_SIDES.codes.flatMap((side) => {
    const number = sides[side];
    return number ? [{ side, number }] : [];
  });
