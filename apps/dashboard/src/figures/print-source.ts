import type { Measurement, SeriesDimensions } from '@silkgauge/growth';
import { chainOf, type Origin } from '@silkgauge/words';
import type { Words } from '../words/words-of.ts';

/** The host of a document's address without `www.`; null for other names of documents. */
export function hostOf(document: string): string | null {
  if (!/^https?:/.test(document) || !URL.canParse(document)) return null;
  return new URL(document).host.replace(/^www\./, '');
}

/** A print of a series, as chains are told of it. */
export const originOf = (
  { reporter }: Pick<SeriesDimensions, 'reporter'>,
  { kind, publisher, document, publishedAt }: Omit<Origin, 'reporter'>,
  { names }: Words,
): Origin => ({
  reporter: { code: reporter, names: names[`reporter ${reporter}`] },
  ...{ kind, publisher, document, publishedAt },
});

/** Who says the number of a side: `customs, as printed by Xinhua (news agency), 16 July 2020`; null of others. */
export const chainText = (
  series: Pick<SeriesDimensions, 'reporter'>,
  { from }: Measurement,
  words: Words,
): string | null => (from ? chainOf(originOf(series, from, words))[words.language] : null);
