import type { ServedState } from '@silkgauge/contract';
import type { Table } from '../../charts/mark/mark.ts';
import {
  absenceText,
  isSigned,
  readingText,
  sideText,
  statusWords,
  verdictText,
  whatText,
} from '../../figures/figure-words.ts';
import { coveredUntil, partialText } from '../../figures/partial.ts';
import { measuresOf, sidesOf } from '../../figures/sides.ts';
import { grouped, inPowers, quantity } from '../../words/decimal.ts';
import type { Language } from '../../words/languages.ts';
import type { Words } from '../../words/words-of.ts';
import { nameOf, seriesTitle, SOURCE } from '../../words/names.ts';
import { dayText, periodText } from '../../words/period.ts';

type Column = Table['columns'][number];
type Cell = Table['rows'][number][number];

export const column = (name: string, title: string, numeric = false): Column => ({ name, title, numeric });

export const cell = (text: string, raw = text): Cell => ({ text, raw });

/** A cell with a grouped decimal, and every digit as raw text; empty for null. */
export const decimalCell = (decimal: string | null): Cell =>
  decimal === null ? cell('') : cell(grouped(decimal), decimal);

/** An end of an interval as its value is written, without the unit; empty for null. */
function endCell(decimal: string | null, unit: string, language: Language): Cell {
  if (decimal === null || unit === 'percent' || unit === 'points') return decimalCell(decimal);
  return cell(inPowers(decimal, language), decimal);
}

/** The table of a chart: a row for each side, or each of its readings, with every digit. */
export function tableOf(states: readonly ServedState[], measures: readonly string[], words: Words): Table {
  const { t, language } = words;
  const rows = states.flatMap((state) => {
    const until = coveredUntil(state);
    return measuresOf(state)
      .filter(({ measure }) => measures.includes(measure))
      .flatMap(({ measure, comparison, sides }) =>
        sidesOf(sides).flatMap(({ name, side }) => {
          const readings = side.readings ?? [
            { reading: '', value: side.value, low: side.low, high: side.high },
          ];
          return readings.map(({ reading, value, low, high }) => [
            cell(seriesTitle(state.series, words), state.key),
            ...SOURCE.map((dimension) =>
              cell(nameOf(dimension, state.series[dimension], words), state.series[dimension]),
            ),
            cell(periodText(state.period, language), state.period),
            cell(
              whatText(measure, measure === 'growth' ? comparison : null, null, words),
              [measure, comparison].filter(Boolean).join(' '),
            ),
            cell(sideText(name, t), name),
            cell(reading === '' ? '' : readingText(reading, t), reading),
            cell(
              value === null
                ? (absenceText(side, t) ?? '')
                : quantity(value, side.unit, { language, signed: isSigned(measure) }),
              value ?? '',
            ),
            endCell(low, side.unit, language),
            endCell(high, side.unit, language),
            cell(side.unit),
            cell(
              statusWords(side.status, partialText(state, words), t, { unstated: true }).join(
                t('word.clause'),
              ),
              side.status,
            ),
            cell(until === null ? '' : dayText(until, language), until ?? ''),
            cell(verdictText(state, { measure, sides }, words), sides.verdict),
          ]);
        }),
      );
  });
  return {
    columns: [
      column('key', t('table.series')),
      ...SOURCE.map((dimension) => column(dimension, t(`dimension.${dimension}`))),
      column('period', t('table.period')),
      column('measure', t('view.measure')),
      column('side', t('table.side')),
      column('reading', t('table.reading')),
      column('value', t('table.value'), true),
      column('low', t('table.low'), true),
      column('high', t('table.high'), true),
      column('unit', t('table.unit')),
      column('status', t('table.status')),
      column('until', t('table.until')),
      column('verdict', t('table.verdict')),
    ],
    rows,
  };
}
