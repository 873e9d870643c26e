import type { FigurePrint, OwnText } from './held-figure.ts';

/** Words of a quote, or Chinese characters, below which others may have written the same: "26.2 percent". */
const FEWEST_WORDS = 5;
const FEWEST_CHARACTERS = 10;

/** Whether a print was read in the text itself: it has its address, or its quote stands there word for word. */
export function isOwn({ document, quote }: Pick<FigurePrint, 'document' | 'quote'>, own: OwnText): boolean {
  if (own.document !== null && document === own.document) return true;
  if (!quote) return false;
  const words = plain(quote);
  return isLongEnough(words) && plain(own.text).includes(words);
}

const plain = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.。]$/, '');

const isLongEnough = (words: string): boolean =>
  words.split(' ').length >= FEWEST_WORDS ||
  (words.match(/[\u4e00-\u9fff]/g)?.length ?? 0) >= FEWEST_CHARACTERS;
