import { sidesAt, versionOf, type ToldState } from '@silkgauge/bulletin';
import type { PrintedUse } from '@silkgauge/contract';
import { compareDecimals, formatDecimal, meets, parseDecimal, printedInterval } from '@silkgauge/growth';
import { heardOf, heardSide, type Heard, type HeardNumber } from '../judge/stated-numbers.ts';
import type { Ends } from '../judge/ends.ts';
import type { Holding } from '../judge/holding.ts';

/** What the digits of a number stand for; `value` is null for a range. */
export interface PrintedEnds extends Ends {
  readonly value: string | null;
}

/** Numbers that a sentence has of one figure, and what that figure is now. */
export interface JudgedFigure {
  /** Series key and period of the state, joined by a slash. */
  readonly key: string;
  /** Such as `growth.GY`. */
  readonly figure: string;
  readonly isForecast: boolean;
  readonly numbers: readonly HeardAny[];
  /** Its uses, each with whether it is wrong. */
  readonly uses: readonly JudgedUse[];
}

export interface JudgedUse {
  readonly use: PrintedUse;
  readonly ends: PrintedEnds;
  /** Whether it is wrong by now: surely, possibly, or not. */
  readonly isWrong: Holding;
}

interface AllHeard extends Pick<Heard, 'isWhole'> {
  readonly numbers: readonly HeardAny[];
}

type HeardAny = Omit<HeardNumber, 'side'>;

/** The interval of printed digits, in plain units. */
export function printedEnds({ digits, to, multiplier }: PrintedUse): PrintedEnds {
  const { value, low, high } = printedInterval(digits, to, multiplier, to === null ? 'exact' : 'range');
  return {
    value: value && formatDecimal(value),
    low: formatDecimal(low),
    high: formatDecimal(high),
  };
}

/**
 * Judges the numbers of a sentence, figure by figure. A number is surely wrong where none of what is heard now
 * meets its digits, or where a known state has no number of the figure. It holds where a present number
 * is one that these digits round, and the sentence has digits for each of the others, too: a sentence that tells
 * both sides of a conflict holds, one that tells one of them may be wrong.
 */
export function judgePrinted(
  uses: readonly PrintedUse[],
  state: (key: string) => ToldState | undefined,
): readonly JudgedFigure[] {
  const figures = Map.groupBy(uses, ({ key, figure, side }) => [key, figure, side === 'forecast'].join(' '));
  return [...figures.values()].flatMap((of) => {
    const [first] = of;
    if (!first) return [];
    const { key, figure } = first;
    const isForecast = first.side === 'forecast';
    const known = state(key);
    const heard = known ? heardIn(known, figure, isForecast) : null;
    const printed = of.map((use) => ({ use, ends: printedEnds(use) }));
    const isWrong = (ends: PrintedEnds): Holding =>
      heard
        ? judgeUse(
            ends,
            printed.map((one) => one.ends),
            heard,
          )
        : 'possibly';
    return [
      {
        ...{ key, figure, isForecast, numbers: heard?.numbers ?? [] },
        uses: printed.map(({ use, ends }) => ({ use, ends, isWrong: isWrong(ends) })),
      },
    ];
  });
}

/** What a state says of a figure: the sides that count, or its forecast alone. */
function heardIn(state: ToldState, figure: string, isForecast: boolean): AllHeard {
  if (!isForecast) return heardOf(state, figure);
  const forecast = sidesAt(state, figure)?.forecast;
  return heardSide(figure, 'forecast', forecast, versionOf(state));
}

function judgeUse(own: PrintedEnds, all: readonly PrintedEnds[], { numbers, isWhole }: AllHeard): Holding {
  if (isWhole && !numbers.some((number) => meets(exact(own), exact(number)))) return 'surely';
  const isToldAll = numbers.every((number) => all.some((ends) => agrees(ends, number)));
  return isWhole && isToldAll && numbers.some((number) => agrees(own, number)) ? 'no' : 'possibly';
}

/** Whether printed digits are those of a number: its value rounds to them, or all of a range lies in them. */
function agrees(printed: PrintedEnds, { value, low, high }: HeardAny): boolean {
  if (value !== null) return meets(exact(printed), exact({ low: value, high: value }));
  return compareDecimals(printed.low, low) <= 0 && compareDecimals(high, printed.high) <= 0;
}

const exact = ({ low, high }: Ends) => ({ low: parseDecimal(low), high: parseDecimal(high) });
