import type { ServedState } from '@silkgauge/contract';
import { figureVerdict, type Measurement } from '@silkgauge/growth';
import type { Direction } from '@silkgauge/words';
import type { Table } from '../../charts/mark/mark.ts';
import {
  absenceText,
  isPrintedRate,
  isSigned,
  readingText,
  sideText,
  statusWords,
  verdictText,
  whatText,
} from '../../figures/figure-words.ts';
import { coveredUntil, partialText } from '../../figures/partial.ts';
import { measuresOf, sidesOf } from '../../figures/sides.ts';
import { numberText, quantity } from '../../words/decimal.ts';
import type { Language } from '../../words/languages.ts';
import { shownDigits } from '../../words/shown-digits.ts';
import type { Words } from '../../words/words-of.ts';
import { nameOf, seriesTitle, SOURCE } from '../../words/series-names.ts';
import { dayText, periodText } from '../../words/period.ts';

type Column = Table['columns'][number];
type Cell = Table['rows'][number][number];

export const column = (name: string, title: string, numeric = false): Column => ({ name, title, numeric });

export const cell = (text: string, raw = text): Cell => ({ text, raw });

interface Shape {
  readonly unit: string;
  readonly language: Language;
  readonly short: Direction | undefined;
}

/** A cell with the shown digits, without the unit, and every digit as raw text; empty for null. */
export const numberCell = (shown: string | null, exact: string | null, { unit, ...how }: Shape): Cell =>
  shown === null || exact === null ? cell('') : cell(numberText(shown, unit, how), exact);

/** The number of a side, or of one of its readings. */
type Exact = Pick<Measurement, 'value' | 'low' | 'high'>;

/** What the rows of one group of sides share. */
interface OfSides {
  readonly state: ServedState;
  readonly measure: string;
  readonly comparison: string | null;
  readonly sides: ServedState['level'];
}

/** The table of a chart: a row for each side, or each of its readings. Its raw cells have every digit. */
export function tableOf(states: readonly ServedState[], measures: readonly string[], words: Words): Table {
  const rows = states.flatMap((state) =>
    measuresOf(state)
      .filter(({ measure }) => measures.includes(measure))
      .flatMap((of) => rowsOf({ state, ...of }, words)),
  );
  return { columns: columnsOf(words), rows };
}

function rowsOf(of: OfSides, words: Words): Cell[][] {
  const { state, measure, comparison, sides } = of;
  const { t, language } = words;
  const head = [
    cell(seriesTitle(state.series, words), state.key),
    ...SOURCE.map((dimension) =>
      cell(nameOf(dimension, state.series[dimension], words), state.series[dimension]),
    ),
    cell(periodText(state.period, language), state.period),
    cell(
      whatText(measure, measure === 'growth' ? comparison : null, null, words),
      [measure, comparison].filter(Boolean).join(' '),
    ),
  ];
  return sidesOf(sides).flatMap(({ name, side }) =>
    (side.readings ?? [{ reading: '', ...side }]).map(({ reading, ...exact }) => [
      ...head,
      cell(sideText(name, t), name),
      cell(reading === '' ? '' : readingText(reading, t), reading),
      ...numberCells(exact, side, measure, words),
      ...wordCells(of, side, words),
    ]),
  );
}

/** Value, low and high, with the digits that are shown. */
function numberCells(exact: Exact, side: Measurement, measure: string, { t, language }: Words): Cell[] {
  const shown = shownDigits(exact);
  const { unit } = side;
  const isShort = !isPrintedRate(side);
  const shape = (short: Direction) => ({ unit, language, short: isShort ? short : undefined });
  return [
    cell(
      shown.value === null
        ? (absenceText(side, t) ?? '')
        : quantity(shown.value, unit, { ...shape('half-away'), signed: isSigned(measure) }),
      exact.value ?? '',
    ),
    numberCell(shown.low, exact.low, shape('down')),
    numberCell(shown.high, exact.high, shape('up')),
  ];
}

/** Unit, status, the day that a partial period is covered to, and verdict. */
function wordCells({ state, measure, sides }: OfSides, side: Measurement, words: Words): Cell[] {
  const { t, language } = words;
  const until = coveredUntil(state);
  const status = statusWords(side.status, partialText(state, words), t, { unstated: true });
  return [
    cell(side.unit),
    cell(status.join(t('word.clause')), side.status),
    cell(until === null ? '' : dayText(until, language), until ?? ''),
    cell(
      verdictText(state, { measure, sides }, words, 'shown'),
      figureVerdict({ sides, flags: state.flags }),
    ),
  ];
}

const columnsOf = ({ t }: Words): Column[] => [
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
];
