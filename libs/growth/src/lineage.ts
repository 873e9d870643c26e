import type { FigureIdentity } from './figure.ts';
import type { Known } from './known.ts';

/** The events whose prints a number rests on, each as often as it is used. */
export function eventsBehind(known: Known): readonly FigureIdentity[] {
  const { from } = known;
  if (from.kind === 'print') return [from.print.figure];
  if (from.kind === 'total') return [];
  return from.inputs.flatMap((input) => eventsBehind(input.known));
}
