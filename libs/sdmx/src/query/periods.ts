import { isCalendarDate } from '@silkgauge/contract';
import { normalisePeriod } from '@silkgauge/growth';
import { badParameter, quoted } from '../errors/refusals.ts';

/** Forms of SDMX beside ours: a reporting year, a reporting month, and a time, which counts as its day. */
const OTHER_FORMS: readonly [RegExp, string][] = [
  [/^(\d{4})-A1$/, '$1'],
  [/^(\d{4})-M(\d{2})$/, '$1-$2'],
  [/^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?$/, '$1'],
];

/** The one name of a period that a parameter gives. @throws SdmxFault */
export function readPeriod(text: string, parameter: string): string {
  const form = OTHER_FORMS.find(([pattern]) => pattern.test(text));
  const ours = form ? text.replace(form[0], form[1]) : text;
  const period = ours === '_U' || (form && !startsWithDate(ours)) ? undefined : normalisePeriod(ours);
  if (period !== undefined) return period;
  throw badParameter(
    parameter,
    { en: `${quoted(text)} is no period`, zh: `${quoted(text)} 不是时期` },
    {
      en: 'write one such as 2020, 2020-S1, 2020-Q2, 2020-03, 2020-W10, 2020-03-01 or 2020-01-01/P5M; figures without a period are in DF_UNDATED',
      zh: '请写 2020、2020-S1、2020-Q2、2020-03、2020-W10、2020-03-01 或 2020-01-01/P5M 一类的形式；没有时期的数据在 DF_UNDATED 中',
    },
  );
}

const startsWithDate = (period: string): boolean => period.length < 10 || isCalendarDate(period);
