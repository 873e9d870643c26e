import { cut, type PrintedInput } from '../number/cut.ts';
import { isRate, unsigned } from '@silkgauge/words';
import type { Ref } from '../segment.ts';
import type { ToldState } from '../world.ts';
import { base, type ToldNumber } from './numbers.ts';

/** The distance of two numbers that do not meet, without its sign. */
export function gapNumber(
  state: ToldState,
  figure: string,
  gap: string,
  unit: string,
  inputs: readonly PrintedInput[],
): ToldNumber {
  const told = { value: gap, low: null, high: null, unit };
  const found = cut(told, inputs);
  const ref: Ref = {
    ...base({ state, member: `${figure}.gap`, evidence: undefined }, null),
    formula: 'gap@1',
    inputs: inputs.map(({ source, id }) => ({ source, id })),
  };
  const point = found.point && unsigned(found.point);
  return {
    ...{ ends: null, qualifier: null, quote: null, settledBy: null, low: null, high: null, prints: [] },
    point: point && {
      ...{ value: gap, shown: point, isFull: isRate(unit) || point.exponent <= 0, own: null, unit },
      ...{ isRounded: found.isRounded, ref },
    },
    marks: found.isRounded ? ['rounded'] : [],
  };
}
