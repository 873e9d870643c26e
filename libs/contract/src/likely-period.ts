import { normalisePeriod } from '@silkgauge/growth';

/** Period forms of other systems, with the replacement in ours. */
const OTHER_FORMS: readonly [RegExp, string][] = [
  [/^(\d{4})[- ]?[HhSs]0?([12])$/, '$1-S$2'],
  [/^(?:[HhSs]([12])|([12])[HhSs])[- ]?(\d{4})$/, '$3-S$1$2'],
  [/^(\d{4})[- ]?[Qq]0?([1-4])$/, '$1-Q$2'],
  [/^(?:[Qq]([1-4])|([1-4])[Qq])[- ]?(\d{4})$/, '$3-Q$1$2'],
  [/^(\d{4})[- ]?[Ww](\d{2})$/, '$1-W$2'],
  [/^(\d{4})[- ]?[Ww](\d)$/, '$1-W0$2'],
  [/^(\d{4})[-/ ]?[Mm]?(0[1-9]|1[0-2])$/, '$1-$2'],
  [/^(\d{4})[-/ ][Mm]?([1-9])$/, '$1-0$2'],
  [/^(\d{4})[-/]?[Aa]1?$/, '$1'],
];

/** The period that a text in a form of another system names, such as `2020-S1` of `2020-H1` and `1H2020`. */
export function likelyPeriod(text: string): string | undefined {
  for (const [form, ours] of OTHER_FORMS)
    if (form.test(text)) return normalisePeriod(text.replace(form, ours));
  return undefined;
}
