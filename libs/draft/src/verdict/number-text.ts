import type { Language } from '@silkgauge/codelists';
import type { Measurement } from '@silkgauge/growth';
import {
  isRate,
  magnitudeOf,
  POWERS,
  powerOfTen,
  printedScaled,
  roundedTo,
  scaledOf,
  unitPhrase,
  written,
  type Scaled,
} from '@silkgauge/words';

type Printed = NonNullable<Measurement['printed']>;
type Qualifier = Printed['qualifier'];

const QUALIFIERS: Readonly<Record<Language, Readonly<Record<Qualifier, string>>>> = {
  en: { exact: '', range: '', about: 'about ', over: 'more than ', under: 'less than ' },
  zh: { exact: '', range: '', about: '约', over: '超过', under: '不到' },
};

/** A printed number with its own digits: `1.92 trillion yuan`, `超过4.5倍`. */
export function printedText(printed: Printed, language: Language): string {
  const { value, valueHigh, multiplier, unit, qualifier } = printed;
  const own = powerOfTen(multiplier);
  const write = (digits: string): string => {
    const shown = printedScaled(digits, multiplier);
    return shown ? scaledText(shown, unit, { language, own }) : `${digits} × ${multiplier} ${unit}`;
  };
  const to = language === 'en' ? ' to ' : '至';
  const ends = valueHigh === undefined ? write(value) : `${write(value)}${to}${write(valueHigh)}`;
  return QUALIFIERS[language][qualifier] + ends;
}

/** Digits that are told of what nobody printed. */
const TOLD_DIGITS = 4;

/** A number that was worked out, to four digits; its ends where it has no single value. */
export function workedText({ value, low, high, unit }: Measurement, language: Language): string {
  const write = (decimal: string, direction: 'half-away' | 'down' | 'up'): string => {
    const exact = scaledOf(decimal);
    const shown = roundedTo(exact, magnitudeOf(exact) - TOLD_DIGITS + 1, direction);
    return scaledText(shown, unit, { language, own: null });
  };
  if (value !== null) return write(value, 'half-away');
  if (low === null || high === null) return '';
  return `${write(low, 'down')}${language === 'en' ? ' to ' : '至'}${write(high, 'up')}`;
}

function scaledText(
  shown: Scaled,
  unit: string,
  { language, own }: { readonly language: Language; readonly own: number | null },
): string {
  const { digits, power } = written(
    // Who prints all digits means them all.
    { shown, isFull: isRate(unit) || unit === 'times' || own === 0, own },
    language,
  );
  const scale = POWERS[language].find(({ exponent }) => exponent === power)?.word;
  if (language === 'zh') return `${digits}${scale ?? ''}${unit === 'percent' ? '%' : unitPhrase(unit, 'zh')}`;
  return [digits, ...(scale === undefined ? [] : [scale]), unitPhrase(unit, 'en')].join(' ');
}
