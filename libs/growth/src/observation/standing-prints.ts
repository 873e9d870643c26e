import { meets } from '../number/interval.ts';
import { stepBetween, type OrderStep } from './print-order.ts';
import type { Decision, Settled } from './choice.ts';
import type { Figure } from './figure.ts';

/** What became of a print among all prints of its figure. */
export type PrintStanding = 'chosen' | 'support' | 'superseded' | 'conflict';

/**
 * What told two prints of one figure apart. Of the chosen print: by which step it went before the next best; of another
 * one: by which step it stands behind. `alone`: there is no other; `repeat`: the first to say the same digits stands;
 * `narrower`: of those that meet the narrowest stands; `unit`, `comparison`: it speaks of something that is not
 * compared here; `unplaced`: nobody knows whether the prints of a `_U` period speak of one figure, so none is chosen.
 */
export type ChoiceStep = OrderStep | 'alone' | 'repeat' | 'narrower' | 'unit' | 'comparison' | 'unplaced';

export interface StandingPrint {
  readonly figure: Figure;
  readonly standing: PrintStanding;
  readonly step: ChoiceStep;
}

/** What became of each print by a decision, and by which step. */
export function standingPrints(decision: Decision): readonly StandingPrint[] {
  return decision.settled.map((one) => ({
    figure: one.print.figure,
    standing: standingOf(one, decision),
    step: one.print === decision.choice.print ? firstStep(decision) : stepBehind(one, decision),
  }));
}

function standingOf(one: Settled, { choice, conflicts }: Decision): PrintStanding {
  if (one.print === choice.print) return 'chosen';
  if (conflicts.has(one.print)) return 'conflict';
  return one.print.digits === choice.print.digits || saysTheSame(one, choice) ? 'support' : 'superseded';
}

/** A print of the same status at other precision that meets the chosen one. */
function saysTheSame({ print, readings }: Settled, choice: Settled): boolean {
  return (
    print.status === choice.print.status &&
    readings.some((reading) => choice.readings.some((other) => meets(reading, other)))
  );
}

function firstStep({ choice, settled, repeats, best }: Decision): ChoiceStep {
  if (settled.length === 1) return 'alone';
  if (choice.print !== best) return 'narrower';
  const next = settled.find(({ print }) => print !== best && !repeats.has(print));
  return next ? stepBetween(best, next.print) : 'repeat';
}

function stepBehind(one: Settled, { choice, repeats, best }: Decision): ChoiceStep {
  const { print } = one;
  if (repeats.has(print)) return 'repeat';
  if (print === best || (choice.print !== best && saysTheSame(one, choice))) return 'narrower';
  return stepBetween(best, print);
}
