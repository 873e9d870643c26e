import type { SeriesDimensions } from '@silkgauge/growth';
import type { View } from '@silkgauge/codelists';
import { DIMENSIONS } from '../../address/address.ts';
import { shortTitle } from '../../words/series-names.ts';
import { periodText } from '../../words/period.ts';
import type { Words } from '../../words/words-of.ts';

/** What a chart shows. */
interface Charted {
  readonly view: View;
  /** What the page says of it; null where it says nothing. */
  readonly headline: string | null;
  readonly series: readonly SeriesDimensions[];
  readonly periods: readonly string[];
}

/** Bytes of the words of a name: a file system allows 255 with the view and the ending. */
const LONGEST = 180;

/**
 * The name of the files of a chart, without an ending: the view and the headline; without a headline what all of its
 * series measure, and its period where it has one.
 */
export function fileNameOf(charted: Charted, words: Words): string {
  const said = charted.headline === null ? subjectOf(charted, words) : [charted.headline];
  return ['silkgauge', charted.view, plain(said.join(' '))].filter((part) => part !== '').join('-');
}

function subjectOf({ series, periods }: Charted, words: Words): readonly string[] {
  const [first] = series;
  const subject = first ? shortTitle(common(first, series), words) : '';
  const [period, another] = [...new Set(periods)];
  const when = period === undefined || another !== undefined ? '' : periodText(period, words.language);
  return [subject, when];
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

/**
 * Letters and digits of any script, joined by dashes, with the points of decimals; what is too long ends with a whole
 * word where it has one.
 */
function plain(text: string): string {
  const letters = (text.toLowerCase().match(/[\p{L}\p{N}]+(?:\.\p{N}+)?/gu) ?? []).join('-');
  let bytes = 0;
  const kept = [...letters].filter((letter) => (bytes += new TextEncoder().encode(letter).length) <= LONGEST);
  const name = kept.join('');
  const lastWord = name.lastIndexOf('-');
  return name.length === letters.length || lastWord <= 0 ? name : name.slice(0, lastWord);
}
