import { MONTHS } from '@silkgauge/words';
import { spansOf, type Span } from '../text/span.ts';

const DATE = `(?:\\d{1,2} )?(?:(?:${MONTHS.join('|').toLowerCase()}) )?(?:19|20)\\d\\d`;
const PRINTED_BY = new RegExp(
  `(?<![a-z])printed by (?:(?!\\. |, )[^;:\\n]){1,120}(?:, (?:${DATE}|date not stated))?` +
    // 新华社（通讯社）2020年7月16日刊载
    '|[^，,。;；:：()（）、\\n]{1,40}(?:[(（][^()（）\\n]{1,12}[)）])?于?(?:(?:19|20)\\d\\d年(?:\\d{1,2}月(?:\\d{1,2}日)?)?)?刊载',
  'g',
);

/**
 * Where a plain text says who printed a number, and when: names there are no places that figures are of, and months no
 * periods of figures.
 */
export const printersIn = (plain: string): readonly Span[] => spansOf(PRINTED_BY, plain);
