import type { RevisedFigure, RevisionRecord, ServedState } from '@silkgauge/contract';
import { OVER_PERIOD, OVER_YEAR, periodBounds } from '@silkgauge/growth';
import type { Measurement, Sides } from '@silkgauge/growth';
import type { Mark, Point } from '../charts/mark/mark.ts';
import type { Words } from '../words/words-of.ts';
import { seriesTitle } from '../words/series-names.ts';
import { dateText, dayText, frequencyOf, periodText } from '../words/period.ts';
import { isSigned, pointsOf, sidesInWords } from './figure-words.ts';
import { coveredUntil } from './partial.ts';
import { shownSide } from './sides.ts';

export interface MarkOptions {
  readonly measure: string;
  readonly comparison: string | null;
  readonly words: Words;
  /** The name within the chart; the series' title by default. */
  readonly name?: string;
  readonly note?: string | null;
  /** Revised figures by `revisedKey`. */
  readonly revised?: ReadonlyMap<string, RevisedFigure>;
}

export function sidesAt(state: ServedState, measure: string, comparison: string | null): Sides | undefined {
  if (measure === 'level') return state.level;
  if (measure === 'growth') return comparison === null ? undefined : state.growth[comparison];
  return state.other[measure as keyof ServedState['other']];
}

/** The mark of a measure of a state; null if the state has no such figure. */
export function markOf(state: ServedState, options: MarkOptions): Mark | null {
  const { measure, comparison, words } = options;
  const sides = sidesAt(state, measure, comparison);
  const shown = shownSide(sides);
  if (!sides || !shown) return null;
  const points = pointsOf(shown.side, isSigned(measure), words, 'shown');
  if (points.length === 0) return null;
  const title = seriesTitle(state.series, words);
  const until = coveredUntil(state);
  const revised = options.revised?.get(revisedKey(state.key, measure, comparison))?.first;
  const first =
    revised && shown.name === 'reported' ? firstPoint(revised.value, shown.side, measure, words) : null;
  const firstSaid =
    revised && first
      ? words.t('mark.revised', {
          first: first.text,
          day: dateText(revised.publishedAt, words.language),
        })
      : '';
  return {
    id: revisedKey(state.key, measure, comparison),
    state: state.key,
    name: options.name ?? title,
    note: options.note ?? null,
    period: state.period,
    side: shown.name,
    points,
    provisional: shown.side.status === 'P' || shown.side.status === 'F',
    partUntil: until === null ? null : dayText(until, words.language),
    breaks: isAcrossBreak(state, measure, comparison),
    first,
    says: [
      `${title}${words.t('word.clause')}${periodText(state.period, words.language)}`,
      sidesInWords(state, { measure, comparison, sides }, words),
      firstSaid,
    ]
      .join(words.t('word.stop'))
      .trimEnd(),
  };
}

/**
 * Whether coverage changed between a figure and the one before on its line. The flag is of the whole state:
 * growth that was worked out over the comparison shows that levels of both periods compare.
 */
function isAcrossBreak(state: ServedState, measure: string, comparison: string | null): boolean {
  const apart = frequencyOf(state.period) === 'A' ? OVER_YEAR : OVER_PERIOD;
  const over = measure === 'level' ? apart : (comparison ?? OVER_YEAR);
  return state.flags.includes('coverage-break') && state.growth[over]?.computed === undefined;
}

/** The earliest print held; null where it reads as the present one. */
function firstPoint(value: string, present: Measurement, measure: string, words: Words): Point | null {
  const print = { ...present, value, low: null, high: null };
  const [first, now] = [print, present].map((side) => pointsOf(side, isSigned(measure), words, 'shown')[0]);
  return first && first.text !== now?.text ? first : null;
}

const revisedKey = (state: string, measure: string, comparison: string | null): string =>
  `${state} ${measure} ${comparison ?? ''}`;

type Revised = Pick<RevisionRecord, 'measure' | 'comparison' | 'record'>;

/** Revised figures by `revisedKey`. */
export function revisedFigures(items: readonly Revised[]): ReadonlyMap<string, RevisedFigure> {
  return new Map(
    items.flatMap(({ measure, comparison, record }) =>
      (record ?? []).map((figure) => [revisedKey(figure.key, measure, comparison), figure] as const),
    ),
  );
}

/** Compares marks by the last day of their periods, for lines. */
export function byTime(a: Mark, b: Mark): number {
  const [first, second] = [periodBounds(a.period), periodBounds(b.period)];
  if (!first || !second) return 0;
  return first.end < second.end ? -1 : first.end > second.end ? 1 : 0;
}
