import type { ServedState } from '@silkgauge/contract';
import type { Direction } from '@silkgauge/words';
import type { IndexPoint } from '../../api/queries.ts';
import { lineLegendOf } from '../../charts/mark/legend-keys.ts';
import type { Line, Mark, Point, Table } from '../../charts/mark/mark.ts';
import { pointText } from '../../figures/figure-words.ts';
import { coveredUntil } from '../../figures/partial.ts';
import { shownSide } from '../../figures/sides.ts';
import { geometry, numberText } from '../../words/decimal.ts';
import { seriesOfKey } from '../../words/series-names.ts';
import { dayText, frequencyOf, newestFirst, periodText, type Frequency } from '../../words/period.ts';
import { shownDigits } from '../../words/shown-digits.ts';
import type { Words } from '../../words/words-of.ts';
import { cell, column, numberCell } from './chart-table.ts';
import { chosenFrequency, FLOWS, flowName, frequenciesOf } from './selection.ts';

/** Series and base period of indices: the base asked for if it has levels, else the first period. */
export function indexGround(
  family: readonly ServedState[],
  asked: { readonly frequency: Frequency | null; readonly base: string | null },
) {
  const levels = family.filter((state) => shownSide(state.level) !== null);
  const offered = frequenciesOf(levels).filter((one) => one !== 'part');
  const chosen = chosenFrequency(levels, asked.frequency, offered);
  const states = levels.filter(({ period }) => frequencyOf(period) === chosen.frequency);
  const bases = [...new Set(states.map(({ period }) => period))].sort(newestFirst).reverse();
  return {
    ...chosen,
    /** States with a level, in periods of the frequency. */
    states,
    series: [...new Set(states.map(({ key }) => seriesOfKey(key)))],
    /** Periods to choose the base from, in order of time. */
    bases,
    base: bases.find((base) => base === asked.base) ?? bases[0],
  };
}

export type IndexGround = ReturnType<typeof indexGround>;

/** A line for each flow with an index, and a table. */
export function indexChart(answers: readonly IndexPoint[], { states, frequency }: IndexGround, words: Words) {
  const points = answers.filter(({ period }) => frequencyOf(period) === frequency);
  const levelBehind = levelsBehind(states);
  const lines = FLOWS.flatMap((flow, colour): Line[] => {
    const state = states.find(({ series }) => series.flow === flow);
    const own = points.filter(({ series }) => state && series === seriesOfKey(state.key));
    if (own.length === 0) return [];
    const name = flowName(flow, words);
    return [
      {
        name,
        colour: colour % 3,
        marks: own.map((point) => indexMark(point, name, words, levelBehind(point))),
      },
    ];
  });
  return {
    lines,
    table: indexTable(points, lines, words),
    legend: lineLegendOf(lines),
  };
}

/** An index is written as a rate, without powers of ten. */
const INDEX = 'percent';

const stateOf = ({ series, period }: IndexPoint): string => `${series}/${period}`;

interface LevelBehind {
  /** The day up to which the level behind a point covers its period; null for all of it. */
  readonly until: string | null;
  readonly provisional: boolean;
}

/** Tells the levels behind points. */
function levelsBehind(states: readonly ServedState[]): (point: IndexPoint) => LevelBehind {
  const byKey = new Map(states.map((state) => [state.key, state]));
  return (point) => {
    const state = byKey.get(stateOf(point));
    const status = shownSide(state?.level)?.side.status;
    return {
      until: state ? coveredUntil(state) : null,
      provisional: status === 'P' || status === 'F',
    };
  };
}

function indexMark(point: IndexPoint, name: string, words: Words, { until, provisional }: LevelBehind): Mark {
  const { t, language } = words;
  const day = until === null ? null : dayText(until, language);
  const { period, value, low, high, flags } = point;
  const shown = shownDigits(point);
  const text = (decimal: string | null, short: Direction) =>
    numberText(decimal ?? '', INDEX, { language, short });
  const between = `${text(shown.low, 'down')} – ${text(shown.high, 'up')}`;
  const drawn: Point = {
    reading: null,
    at: value === null ? null : geometry(value),
    low: geometry(low),
    high: geometry(high),
    text: shown.value === null ? between : text(shown.value, 'half-away'),
    between: value === null ? null : between,
  };
  return {
    id: `${stateOf(point)} index`,
    state: stateOf(point),
    name,
    note: null,
    period,
    side: 'computed',
    points: [drawn],
    provisional,
    partUntil: day,
    breaks: flags.includes('coverage-break'),
    first: null,
    says: [
      [name, periodText(period, language)].join(t('word.clause')) + t('word.colon') + pointText(drawn, t),
      ...(day === null ? [] : [t('chart.until', { day })]),
    ].join(t('word.clause')),
  };
}

function indexTable(points: readonly IndexPoint[], lines: readonly Line[], { t, language }: Words): Table {
  const names = new Map(lines.flatMap(({ name, marks }) => marks.map(({ state }) => [state, name] as const)));
  return {
    columns: [
      column('key', t('table.series')),
      column('period', t('table.period')),
      column('value', t('table.value'), true),
      column('low', t('table.low'), true),
      column('high', t('table.high'), true),
    ],
    rows: points.map((point) => {
      const shown = shownDigits(point);
      const shape = { unit: INDEX, language, short: 'half-away' } as const;
      return [
        cell(names.get(stateOf(point)) ?? point.series, point.series),
        cell(periodText(point.period, language), point.period),
        numberCell(shown.value, point.value, shape),
        numberCell(shown.low, point.low, { ...shape, short: 'down' }),
        numberCell(shown.high, point.high, { ...shape, short: 'up' }),
      ];
    }),
  };
}
