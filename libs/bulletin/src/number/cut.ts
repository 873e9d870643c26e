import type { FigureIdentity, Measurement } from '@silkgauge/growth';
import {
  isRate,
  isSame,
  magnitudeOf,
  printedScaled,
  roundedTo,
  scaledOf,
  type Scaled,
} from '@silkgauge/words';

/** A print that a worked-out number rests on. */
export interface PrintedInput extends FigureIdentity {
  readonly printed: NonNullable<Measurement['printed']>;
}

/** A worked-out number as it may be told. */
export interface Cut {
  readonly point: Scaled | null;
  /** Told where the point alone says more than is known, or where there is none. */
  readonly ends: readonly [low: Scaled, high: Scaled] | null;
  /** Whether digits of the state were left out. */
  readonly isRounded: boolean;
}

/**
 * Cuts a worked-out number to the coarsest step of its printed inputs of the same unit (percent and points are
 * one); without such to the fewest significant digits among them, a rate to one decimal at the finest. The point is rounded half away from zero, the
 * ends outward. What would be cut to zero keeps its first digit. Ends that both round to the digits of the point are left out.
 */
export function cut(
  { value, low, high, unit }: Pick<Measurement, 'value' | 'low' | 'high' | 'unit'>,
  inputs: readonly PrintedInput[],
): Cut {
  const exact = value === null ? null : scaledOf(value);
  const [least, most] = [low, high].map((end) => (end === null ? null : scaledOf(end)));
  const sample = exact ?? most ?? least;
  if (!sample) return { point: null, ends: null, isRounded: false };
  const coarsest = stepOf(sample, unit, inputs) ?? sample.exponent;
  const isNothing = sample.digits !== 0n && roundedTo(sample, coarsest, 'half-away').digits === 0n;
  const step = isNothing ? magnitudeOf(sample) : coarsest;
  const point = exact && roundedTo(exact, step, 'half-away');
  const isRounded = [exact, least, most].some((one) => one && one.exponent < step);
  if (!least || !most || low === high) return { point, ends: null, isRounded };
  const isTold = (end: Scaled): boolean => point !== null && isSame(roundedTo(end, step, 'half-away'), point);
  const ends = [roundedTo(least, step, 'down'), roundedTo(most, step, 'up')] as const;
  return { point, ends: isTold(least) && isTold(most) ? null : ends, isRounded };
}

/** The exponent of the last digit of a rate that was worked out of levels: one decimal. */
const FINEST_RATE = -1;

function stepOf(sample: Scaled, unit: string, inputs: readonly PrintedInput[]): number | null {
  const ofUnit = inputs.flatMap((input) => exponentIn(unit, input) ?? []);
  if (ofUnit.length > 0) return Math.max(...ofUnit);
  const digits = inputs.map(({ printed }) => significantDigits(printed.value));
  const step = digits.length === 0 ? null : magnitudeOf(sample) + 1 - Math.min(...digits);
  return isRate(unit) ? Math.max(FINEST_RATE, step ?? FINEST_RATE) : step;
}

/** The exponent of the last digit of a print, if it is of this unit. */
function exponentIn(unit: string, { printed }: PrintedInput): number | null {
  const own = printedScaled(printed.value, printed.multiplier)?.exponent;
  if (own === undefined) return null;
  if (!isRate(unit)) return printed.unit === unit ? own : null;
  if (isRate(printed.unit)) return own;
  // A multiple counts in hundreds of percent.
  return printed.unit === 'times' ? own + 2 : null;
}

const significantDigits = (value: string): number =>
  Math.max(1, value.replace(/[-.]/g, '').replace(/^0+/, '').length);
