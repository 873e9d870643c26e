import type { Measurement } from '@silkgauge/growth';
import { dateText } from '../words/period.ts';
import type { Words } from '../words/words-of.ts';

/** The host of a document's address without `www.`; null for other names of documents. */
export function hostOf(document: string): string | null {
  if (!/^https?:/.test(document) || !URL.canParse(document)) return null;
  return new URL(document).host.replace(/^www\./, '');
}

/** Where and when the print of a side appeared: `en.imsilkroad.com, 16 July 2020`; null for other sides. */
export function printSourceText({ from }: Measurement, { t, language }: Words): string | null {
  if (!from) return null;
  const day = from.publishedAt === '_U' ? null : dateText(from.publishedAt, language);
  const told = [hostOf(from.document), day].filter(Boolean);
  return told.length === 0 ? null : told.join(t('word.clause'));
}
