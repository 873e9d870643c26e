import type { ExplainedPrint } from '@silkgauge/contract';
import { grouped } from '../words/decimal.ts';
import { unitName } from '@silkgauge/words';
import type { Words } from '../words/words-of.ts';

const MULTIPLIERS: Readonly<Record<string, { readonly en: string; readonly zh: string }>> = {
  '1000': { en: 'thousand', zh: '千' },
  '10000': { en: 'ten thousand', zh: '万' },
  '1000000': { en: 'million', zh: '百万' },
  '100000000': { en: 'hundred million', zh: '亿' },
  '1000000000': { en: 'billion', zh: '十亿' },
  '1000000000000': { en: 'trillion', zh: '万亿' },
};

/** The digits of a print as they were printed: `1.92 trillion CNY`; or why it has none. */
export function printedText(
  { printed, absence }: Pick<ExplainedPrint, 'printed' | 'absence'>,
  { t, language }: Pick<Words, 't' | 'language'>,
): string {
  if (!printed) return absence === undefined ? '' : t(`absence.${absence}`);
  const { value, valueHigh, multiplier, unit, qualifier, wording } = printed;
  const digits = [value, ...(valueHigh === undefined ? [] : [valueHigh])].join('–');
  const gap = language === 'zh' ? '' : ' ';
  const named = MULTIPLIERS[multiplier]?.[language];
  const times = named === undefined ? ` × ${grouped(multiplier)}` : `${gap}${named}`;
  const counted = unit === 'percent' ? '%' : `${gap}${unitName(unit, language)}`;
  const number = `${digits}${multiplier === '1' ? '' : times}${counted}`;
  const qualified =
    qualifier === 'exact' || qualifier === 'range' ? number : t(`qualifier.${qualifier}`, { value: number });
  if (wording === null || wording === 'percent' || wording === 'points') return qualified;
  return t('why.worded', { value: qualified, wording: t(`wording.${wording}`) });
}
