import type { ServedState } from '@silkgauge/contract';
import type { Table } from '../../charts/mark/mark.ts';
import {
  absenceText,
  gapUnit,
  isSigned,
  readingText,
  sideText,
  statusText,
  verdictText,
  whatText,
} from '../../figures/figure-words.ts';
import { measuresOf, sidesOf } from '../../figures/sides.ts';
import { grouped, quantity } from '../../words/decimal.ts';
import type { Words } from '../../words/words-of.ts';
import { nameOf, seriesTitle } from '../../words/names.ts';
import { periodText } from '../../words/period.ts';

type Column = Table['columns'][number];
type Cell = Table['rows'][number][number];

export const column = (name: string, title: string, numeric = false): Column => ({ name, title, numeric });

export const cell = (text: string, raw = text): Cell => ({ text, raw });

/** A cell with a grouped decimal, and every digit as raw text; empty for null. */
export const decimalCell = (decimal: string | null): Cell =>
  decimal === null ? cell('') : cell(grouped(decimal), decimal);

/** The table of a chart: a row for each side, or each of its readings, with every digit. */
export function tableOf(states: readonly ServedState[], measures: readonly string[], words: Words): Table {
  const { t, language } = words;
  const rows = states.flatMap((state) =>
    measuresOf(state)
      .filter(({ measure }) => measures.includes(measure))
      .flatMap(({ measure, comparison, sides }) =>
        sidesOf(sides).flatMap(({ name, side }) => {
          const readings = side.readings ?? [
            { reading: '', value: side.value, low: side.low, high: side.high },
          ];
          return readings.map(({ reading, value, low, high }) => [
            cell(seriesTitle(state.series, words), state.key),
            cell(nameOf('reporter', state.series.reporter, words), state.series.reporter),
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
            decimalCell(low),
            decimalCell(high),
            cell(side.unit),
            cell(statusText(side.status, t), side.status),
            cell(verdictText(sides, gapUnit(measure, sides), words), sides.verdict),
          ]);
        }),
      ),
  );
  return {
    columns: [
      column('key', t('table.series')),
      column('reporter', t('answer.reporter')),
      column('period', t('table.period')),
      column('measure', t('view.measure')),
      column('side', t('table.side')),
      column('reading', t('table.reading')),
      column('value', t('table.value'), true),
      column('low', t('table.low'), true),
      column('high', t('table.high'), true),
      column('unit', t('table.unit')),
      column('status', t('table.status')),
      column('verdict', t('table.verdict')),
    ],
    rows,
  };
}
