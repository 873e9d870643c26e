import { COUNT_UNITS, CURRENCY_UNITS, RELATIVE_UNITS, type Entry, type Language } from '@silkgauge/codelists';

/** Units that have words; `after` is how Chinese says a unit behind a number, where otherwise. */
const UNITS: Readonly<Record<string, Entry & { readonly after?: string }>> = {
  ...RELATIVE_UNITS.entries,
  ...CURRENCY_UNITS.entries,
  ...COUNT_UNITS.entries,
};

/** The unit after a number: in English the unit of the event with blanks for hyphens; an unknown one is unchanged. */
export function unitName(unit: string, language: Language): string {
  if (language === 'en') return unit.replaceAll('-', ' ');
  const words = unit === 'percent' ? undefined : UNITS[unit];
  return words?.after ?? words?.zh ?? unit;
}

/** The unit after a number within a sentence. */
export const unitPhrase = (unit: string, language: Language): string =>
  (language === 'en' ? UNITS[unit]?.en : undefined) ?? unitName(unit, language);

/** Whether a number of this unit is a rate, which has no word for a power of ten. */
export const isRate = (unit: string): boolean => unit === 'percent' || unit === 'points';
