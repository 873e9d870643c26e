import type { Language } from '@silkgauge/codelists';
import type { Segment } from '../segment.ts';
import { NOTHING, say } from '../words/say.ts';
import { whenOf, withReadings } from '../tell/clauses.ts';
import { isPrinted, numbersOf, type Numeral, type ToldNumber } from '../tell/numbers.ts';
import { printedBy } from '../tell/source.ts';
import type { World } from '../world.ts';
import type { AlertFacts, ComparedFigure } from './alert-facts.ts';

/** The numbers that a figure is held against, each with what it is of; that there are none. */
export function comparedSegments(
  world: World,
  { rule: { rule }, compared }: AlertFacts,
  language: Language,
): readonly Segment[] {
  if (rule.kind === 'sign-flip' || rule.kind === 'revision') {
    if (compared.length === 0) return say(language, 'alert-alone');
    if (rule.against !== 'period-before') {
      const numbers = compared.flatMap((one) => numbersIn(world, one));
      const printed = compared.flatMap((one) => printedIn(world, one, language));
      return say(language, `alert-${rule.against}`, { numbers: withReadings(numbers, language), printed });
    }
  } else if (rule.kind !== 'record-high' && rule.kind !== 'record-low') return NOTHING;
  return compared.flatMap((one) =>
    say(language, 'alert-beside', {
      numbers: withReadings(numbersIn(world, one), language),
      when: whenOf(one.state.period, language),
      printed: printedIn(world, one, language),
    }),
  );
}

function numbersIn(world: World, { state, figure, sides, isEarlier }: ComparedFigure): readonly ToldNumber[] {
  const numbers = sides.flatMap((side) => numbersOf(state, figure, side, world.evidence(state.key)));
  return isEarlier ? numbers.map(withoutInputs) : numbers;
}

/** Who printed it; nothing of a number that nobody did. */
const printedIn = (world: World, one: ComparedFigure, language: Language): readonly Segment[] =>
  printedBy(world, one.state, numbersIn(world, one).filter(isPrinted), language);

/** Prints behind a worked-out number are known as of now alone: an earlier one names none. */
function withoutInputs(number: ToldNumber): ToldNumber {
  const { point, ends } = number;
  return {
    ...{ ...number, point: point && earlier(point), ends: ends && [earlier(ends[0]), earlier(ends[1])] },
    prints: isPrinted(number) ? number.prints : [],
  };
}

const earlier = (numeral: Numeral): Numeral =>
  'inputs' in numeral.ref ? { ...numeral, ref: { ...numeral.ref, inputs: [] } } : numeral;
