import type { ExplainedPrint, ServedState } from '@silkgauge/contract';
import type { Measurement } from '@silkgauge/growth';
import { authorOf } from '@silkgauge/words';
import { dateText } from '../words/period.ts';
import type { Words } from '../words/words-of.ts';
import { originOf } from './print-source.ts';

/** The print that says otherwise than the one that stands. */
export interface OtherPrint {
  readonly side: Measurement;
  /** Who printed it, and when: `Xinhua, 16 July 2020`. */
  readonly by: string;
  /** Whether its parts leave it no place. */
  readonly isExcluded: boolean;
}

/** Null where no print says otherwise. An excluded print is its printer's, never the word of the body. */
export function otherPrintOf(
  { series }: Pick<ServedState, 'series'>,
  reported: Measurement | undefined,
  words: Words,
): OtherPrint | null {
  const { contradictedBy, unit, status, formula } = reported ?? {};
  if (!contradictedBy || unit === undefined || status === undefined || formula === undefined) return null;
  const { excluded, ...print } = contradictedBy;
  const { language, t } = words;
  const origin = originOf(series, print.from, words);
  const day = origin.publishedAt === '_U' ? null : dateText(origin.publishedAt, language);
  return {
    side: { ...print, unit, status, formula },
    by: [authorOf(origin, language), day].filter((part) => part !== null).join(t('word.clause')),
    isExcluded: excluded,
  };
}

/** Why a print has no place, by the explanation of its state; null where it has one, or is not listed. */
export function proofAgainst(
  { side: { from } }: OtherPrint,
  prints: readonly ExplainedPrint[],
  { language }: Words,
): string | null {
  const print = prints.find(({ source, id }) => source === from?.source && id === from.id);
  return print?.excluded?.proof[language] ?? null;
}
