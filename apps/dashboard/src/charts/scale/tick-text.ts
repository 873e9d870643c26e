import { grouped, powerOf, quantity, shifted } from '../../words/decimal.ts';
import type { Language } from '../../words/languages.ts';
import { MONTHS } from '../../words/period.ts';

/** A tick as a decimal. d3 makes round numbers with at most the error of a double; twelve digits are without it. */
export function tickDecimal(tick: number): string {
  const plain = Number(tick.toPrecision(12));
  if (plain === 0) return '0';
  const text = String(plain);
  return text.includes('e') ? plain.toFixed(12).replace(/\.0+$|(?<!0)0+$/, '') : text;
}

/** Growth: `+50%`; points have their sign only, the axis says what they are. */
export function growthTick(tick: number, unit: string, language: Language): string {
  const decimal = tickDecimal(tick);
  if (unit === 'percent') return decimal === '0' ? '0%' : quantity(decimal, unit, { language, signed: true });
  return `${tick > 0 ? '+' : ''}${grouped(decimal)}`;
}

/** Levels: all ticks of an axis in one power, that of the largest, so that they can be compared: `0.5 trn`, `1 trn`. */
export function levelTicks(ticks: readonly number[], language: Language): readonly string[] {
  const largest = Math.max(0, ...ticks.map(Math.abs));
  const power = powerOf(tickDecimal(largest), language);
  return ticks.map((tick) => {
    const decimal = tickDecimal(tick);
    if (power === null || tick === 0) return grouped(decimal);
    return `${grouped(shifted(decimal, power.exponent))}${language === 'en' ? '\u00a0' : ''}${power.name}`;
  });
}

/** What is told from zero, with a sign. */
export const isGrowth = (unit: string): boolean => unit === 'percent' || unit === 'points';

/** Ticks of a chart whose marks are growth, points or levels. */
export function ticksIn(unit: string, ticks: readonly number[], language: Language): readonly string[] {
  return isGrowth(unit) ? ticks.map((tick) => growthTick(tick, unit, language)) : levelTicks(ticks, language);
}

/** A year, or a month with its year where one begins. */
export function timeTick(
  { year, month }: { year: number; month: number | null },
  language: Language,
): string {
  if (month === null) return String(year);
  if (language === 'zh') return month === 1 ? `${year}年1月` : `${month}月`;
  const name = MONTHS[month - 1]?.slice(0, 3) ?? '';
  return month === 1 ? `${name} ${year}` : name;
}
