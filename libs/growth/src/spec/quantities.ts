import type { Quantity } from '../number/interval.ts';
import { readPrint } from '../observation/print.ts';
import { showRational } from '../number/rational.ts';
import { figure } from './figures.ts';

/** Digits as printed, in plain units: `print('26.2')` is 26.2 [26.15, 26.25). */
export function print(value: string, multiplier = '1'): Quantity {
  const [reading] = readPrint(figure({ value, multiplier }));
  if (!reading) throw new Error(`No reading of ${value}`);
  return reading;
}

/** Value, low and high, each rounded half away from zero. */
export function rounded(quantity: Quantity | null, scale: number): (string | null)[] | null {
  return (
    quantity &&
    [quantity.value, quantity.low, quantity.high].map((n) => n && showRational(n, scale, 'half-away'))
  );
}

/** Value, low and high as the API shows them: the value half away from zero, the interval outward. */
export function shown(quantity: Quantity | null, scale: number): (string | null)[] | null {
  return (
    quantity && [
      quantity.value && showRational(quantity.value, scale, 'half-away'),
      showRational(quantity.low, scale, 'down'),
      showRational(quantity.high, scale, 'up'),
    ]
  );
}
