import type { SeriesDimensions } from '@silkgauge/growth';
import { DIMENSIONS, type View } from '../../address/address.ts';
import { shortTitle } from '../../words/names.ts';
import { periodText } from '../../words/period.ts';
import type { Words } from '../../words/words-of.ts';

/** What a chart shows. */
interface Charted {
  readonly view: View;
  readonly series: readonly SeriesDimensions[];
  readonly periods: readonly string[];
}

/** Letters of a name, so that its bytes fit where a file system allows 255. */
const LONGEST = 60;

/**
 * The name of the files of a chart, without an ending: the view, what all of its series measure, and its period
 * where it has one.
 */
export function fileNameOf({ view, series, periods }: Charted, words: Words): string {
  const [first] = series;
  const subject = first ? shortTitle(common(first, series), words) : '';
  const [period, another] = [...new Set(periods)];
  const when = period === undefined || another !== undefined ? '' : periodText(period, words.language);
  return ['silkgauge', view, ...[subject, when].map(plain)].filter((part) => part !== '').join('-');
}

/** The codes that all series have; a total in the place of others. */
const common = (first: SeriesDimensions, series: readonly SeriesDimensions[]): SeriesDimensions => ({
  ...first,
  ...Object.fromEntries(
    DIMENSIONS.flatMap((dimension) =>
      series.every((one) => one[dimension] === first[dimension]) ? [] : [[dimension, '_T']],
    ),
  ),
});

/** Letters and digits of any script, joined by dashes; what is too long ends with a whole word where it has one. */
function plain(text: string): string {
  const letters = [
    ...text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, ''),
  ];
  const kept = letters.slice(0, LONGEST).join('');
  const lastWord = kept.lastIndexOf('-');
  return letters.length <= LONGEST || lastWord <= 0 ? kept : kept.slice(0, lastWord);
}
