import { meets } from '../number/interval.ts';
import { statusOrder, stepBetween, type OrderStep } from './print-order.ts';
import type { Choice, Decision, SettledPrint } from './choice.ts';
import type { Exclusion } from './exclusion.ts';
import type { Figure } from './figure.ts';

/** The part of a print in the choice of its figure; `excluded`: the parts of the figure leave the print no place. */
export type PrintStanding = 'chosen' | 'support' | 'superseded' | 'conflict' | 'excluded';

/**
 * The step that put the chosen print before the next best, or another print behind the best one. `alone`: the
 * figure has one print; `repeat`: the first print of the same digits stands; `narrower`: the narrowest of
 * prints that meet stands; `unit`, `comparison`: the print has another unit or comparison and is not
 * compared; `place`: the print has no place among its parts, and another one has; `unplaced`: prints of a `_U` period may be about different figures, so none is chosen.
 */
export type ChoiceStep =
  OrderStep | 'alone' | 'repeat' | 'narrower' | 'unit' | 'comparison' | 'place' | 'unplaced';

export interface StandingPrint {
  readonly figure: Figure;
  readonly standing: PrintStanding;
  readonly step: ChoiceStep;
  /** Of an excluded print. */
  readonly excluded?: Exclusion;
}

/** The standing and the step of each print of a decision; prints that were not weighed come last. */
export function standingPrints(decision: Decision): readonly StandingPrint[] {
  const weighed = decision.settled.map((one) => ({
    figure: one.print.figure,
    standing: standingOf(one, decision),
    step: one.print === decision.choice.print ? firstStep(decision) : stepBehind(one, decision),
  }));
  const unweighed = decision.unweighed.map((print) => ({
    figure: print.figure,
    standing: 'superseded' as const,
    step: stepBetween(decision.best, print),
  }));
  return unweighed.length === 0 ? weighed : [...weighed, ...unweighed];
}

function standingOf(one: SettledPrint, { choice, conflicts }: Decision): PrintStanding {
  if (one.print === choice.print) return 'chosen';
  if (conflicts.has(one.print)) return 'conflict';
  return one.print.digits === choice.print.digits || saysTheSame(one, choice) ? 'support' : 'superseded';
}

/** Whether a print has a status of the same rank as the chosen one and meets it. */
function saysTheSame({ print, readings }: SettledPrint, choice: Choice): boolean {
  return (
    statusOrder(print.status, choice.print.status) === 0 &&
    readings.some((reading) => choice.readings.some((other) => meets(reading, other)))
  );
}

function firstStep({ choice, settled, repeats, best }: Decision): ChoiceStep {
  if (settled.length === 1) return 'alone';
  if (choice.print !== best) return 'narrower';
  const next = settled.find(({ print }) => print !== best && !repeats.has(print));
  return next ? stepBetween(best, next.print) : 'repeat';
}

function stepBehind(one: SettledPrint, { choice, repeats, best }: Decision): ChoiceStep {
  const { print } = one;
  if (repeats.has(print)) return 'repeat';
  if (print === best || (choice.print !== best && saysTheSame(one, choice))) return 'narrower';
  return stepBetween(best, print);
}
