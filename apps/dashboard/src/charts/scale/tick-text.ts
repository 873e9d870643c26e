import { isRate } from '@silkgauge/words';
import { grouped, inPower, powerOf, quantity } from '../../words/decimal.ts';
import type { Language } from '../../words/languages.ts';
import { MONTHS } from '../../words/period.ts';

/** A tick as a decimal. Twelve digits drop the floating-point error of d3's ticks. */
export function tickDecimal(tick: number): string {
  const plain = Number(tick.toPrecision(12));
  if (plain === 0) return '0';
  const text = String(plain);
  return text.includes('e') ? plain.toFixed(12).replace(/\.0+$|(?<!0)0+$/, '') : text;
}

/** `+50%`, or `+5` for points, whose unit is in the title of the axis. */
export function growthTick(tick: number, unit: string, language: Language): string {
  const decimal = tickDecimal(tick);
  if (unit === 'percent') return decimal === '0' ? '0%' : quantity(decimal, unit, { language, signed: true });
  return `${tick > 0 ? '+' : ''}${grouped(decimal)}`;
}

/** Ticks of levels, all in the power of ten of the largest: `0.5 trn`, `1 trn`. */
export function levelTicks(ticks: readonly number[], language: Language): readonly string[] {
  const largest = Math.max(0, ...ticks.map(Math.abs));
  const power = powerOf(tickDecimal(largest), language);
  return ticks.map((tick) => {
    const decimal = tickDecimal(tick);
    return inPower(decimal, tick === 0 ? null : power, language);
  });
}

export function ticksIn(unit: string, ticks: readonly number[], language: Language): readonly string[] {
  return isRate(unit) ? ticks.map((tick) => growthTick(tick, unit, language)) : levelTicks(ticks, language);
}

/** A year, or a month; January has its year. */
export function timeTick(
  { year, month }: { year: number; month: number | null },
  language: Language,
): string {
  if (month === null) return String(year);
  if (language === 'zh') return month === 1 ? `${year}年1月` : `${month}月`;
  const name = MONTHS[month - 1]?.slice(0, 3) ?? '';
  return month === 1 ? `${name} ${year}` : name;
}
