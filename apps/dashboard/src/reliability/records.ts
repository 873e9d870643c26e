import type { RevisionRecord } from '@silkgauge/contract';
import type { Filter } from '../address/address.ts';
import { whatText } from '../figures/figure-words.ts';
import { quantity } from '../words/decimal.ts';
import { nameOf } from '../words/series-names.ts';
import { rounded, roundedAbove } from '../words/rounded.ts';
import type { Words } from '../words/words-of.ts';

/** The record of one measure of a reporter and indicator; null: no figure was revised. */
export interface ReliabilityRow {
  readonly id: string;
  readonly reporter: string;
  /** The series that the row is of. */
  readonly filter: Filter;
  /** Indicator and measure. */
  readonly figure: string;
  readonly revised: string;
  readonly median: string | null;
  readonly mean: string | null;
  readonly absolute: string | null;
  readonly upward: string | null;
  readonly flips: string | null;
  readonly days: string | null;
}

/** Digits after the point of revisions; the answer of the API has four. */
const PLACES = 2;

/** Rows with most revised figures first, then with most figures. */
export function reliabilityRows(records: readonly RevisionRecord[], words: Words): readonly ReliabilityRow[] {
  return [...records]
    .sort((a, b) => b.revised - a.revised || b.figures - a.figures)
    .map((record) => rowOf(record, words));
}

function rowOf(record: RevisionRecord, words: Words): ReliabilityRow {
  const { t, language } = words;
  const { reporter = '', indicator = '', measure, comparison, unit, figures, revised } = record;
  const size = (decimal: string | null, signed: boolean) =>
    decimal === null
      ? null
      : quantity(roundedAbove(decimal, PLACES), unit, { language, signed, short: 'half-away' });
  const among = (part: number, whole: number) => t('reliability.of', { part, whole });
  return {
    id: [reporter, indicator, measure, comparison].join(' '),
    reporter: nameOf('reporter', reporter, words),
    filter: { reporter: [reporter], indicator: [indicator] },
    figure: [nameOf('indicator', indicator, words), whatText(measure, comparison, null, words)].join(' · '),
    revised: among(revised, figures),
    median: size(record.medianRevision, true),
    mean: size(record.meanRevision, true),
    absolute: size(record.meanAbsoluteRevision, false),
    upward: revised === 0 ? null : among(record.upward, revised),
    flips: measure === 'growth' && revised > 0 ? among(record.signFlips, revised) : null,
    days:
      record.meanDays === null || record.maxDays === null
        ? null
        : t('reliability.longest', {
            mean: rounded(record.meanDays, 0),
            most: record.maxDays,
          }),
  };
}
