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

/** A period of so many months: the `part`-th one of its year, from 1 on. */
export interface NamedPeriod {
  readonly months: 1 | 3 | 6 | 12;
  readonly year: number;
  readonly part: number;
}

/** `Jan 2020`, `Q2`, `H1 2020`; without its year beside a tick that has it. */
export function timeTick({ months, year, part }: NamedPeriod, hasYear: boolean, language: Language): string {
  if (months === 12) return String(year);
  const name = partName(months, part, language);
  if (!hasYear) return name;
  return language === 'zh' ? `${year}年${name}` : `${name} ${year}`;
}

function partName(months: 1 | 3 | 6, part: number, language: Language): string {
  if (months === 1) return language === 'zh' ? `${part}月` : (MONTHS[part - 1]?.slice(0, 3) ?? '');
  if (language === 'en') return `${months === 3 ? 'Q' : 'H'}${part}`;
  return months === 3 ? `${part}季度` : part === 1 ? '上半年' : '下半年';
}
