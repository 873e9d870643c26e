import type { ServedState } from '@silkgauge/contract';
import { compareDecimals, type Measurement } from '@silkgauge/growth';
import type { ShownMeasure } from '../address/address.ts';
import type { Table } from '../charts/mark/mark.ts';
import {
  gapDigits,
  isSigned,
  pointsOf,
  pointText,
  readingsText,
  type Digits,
} from '../figures/figure-words.ts';
import { gapBetween, mainComparison, shownSide } from '../figures/sides.ts';
import { sidesAt } from '../figures/marks.ts';
import { cell, column } from '../views/chart-data/chart-table.ts';
import { geometry, quantity } from '../words/decimal.ts';
import { dateText, newestFirst, periodText } from '../words/period.ts';
import type { Words } from '../words/words-of.ts';

/** The difference of a print to the print before. */
export interface PrintChange {
  /** `▲ +3.6 points`. */
  readonly text: string;
  readonly direction: 'up' | 'down';
  /** From 1, small, to 3. */
  readonly size: 1 | 2 | 3;
  /** Exact, in points or in the unit of the level. */
  readonly raw: string;
}

export interface TriangleCell {
  readonly text: string;
  /** The day of publication in words; null where it is not known. */
  readonly day: string | null;
  /** Null: the first print, or prints that are not one number each. */
  readonly change: PrintChange | null;
  readonly side: Measurement;
}

export interface TriangleRow {
  /** `<series key>/<period>`. */
  readonly state: string;
  readonly period: string;
  readonly cells: readonly TriangleCell[];
}

export interface Triangle {
  /** Newest period first. */
  readonly rows: readonly TriangleRow[];
  /** The most prints of a period. */
  readonly columns: number;
}

/**
 * The revision triangle of a series: a row for each period, a cell for each print with other digits than the
 * print before. `releases` has the states after the first publication of each period, then after the second,
 * and so on.
 */
export function triangleOf(
  releases: readonly (readonly ServedState[])[],
  measure: ShownMeasure,
  words: Words,
): Triangle {
  const comparison = commonComparison(releases.flat());
  const byPeriod = Map.groupBy(releases.flat(), ({ period }) => period);
  const rows = [...byPeriod].flatMap(([period, states]): TriangleRow[] => {
    const prints = printsOf(states, measure, comparison);
    const [first] = states;
    if (!first || prints.length === 0) return [];
    const digits = digitsTelling(prints, measure, words);
    const cells = prints.map((side, at) => cellOf(side, prints[at - 1], { measure, digits }, words));
    return [{ state: first.key, period, cells }];
  });
  rows.sort((a, b) => newestFirst(a.period, b.period));
  return { rows, columns: Math.max(0, ...rows.map(({ cells }) => cells.length)) };
}

/** The comparison that a growth of most states has. */
function commonComparison(states: readonly ServedState[]): string | null {
  const counts = Map.groupBy(states, mainComparison);
  counts.delete(null);
  return [...counts].sort(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? null;
}

/** The printed side of each state, of a figure never printed the shown one, without repeats of digits. */
function printsOf(states: readonly ServedState[], measure: ShownMeasure, comparison: string | null) {
  const told = states.flatMap(
    (state) => sidesAt(state, measure, measure === 'growth' ? comparison : null) ?? [],
  );
  const printed = told.flatMap(({ reported }) => reported ?? []);
  const sides = printed.length > 0 ? printed : told.flatMap((one) => shownSide(one)?.side ?? []);
  return sides.filter((side, at) => {
    const before = sides[at - 1];
    return !before || digitsOf(side) !== digitsOf(before);
  });
}

const digitsOf = ({ value, low, high, readings, absence, unit }: Measurement): string =>
  JSON.stringify([value, low, high, readings, absence, unit]);

/** The digits that intervals allow, or all of them where two prints after each other would read alike. */
function digitsTelling(prints: readonly Measurement[], measure: string, words: Words): Digits {
  const texts = prints.map((side) => cellText(side, measure, words, 'shown'));
  return texts.some((text, at) => text === texts[at - 1]) ? 'exact' : 'shown';
}

function cellText(side: Measurement, measure: string, words: Words, digits: Digits): string {
  const texts = pointsOf(side, isSigned(measure), words, digits).map((point) =>
    pointText({ ...point, between: null }, words.t),
  );
  return readingsText(texts, side, words.t);
}

function cellOf(
  side: Measurement,
  before: Measurement | undefined,
  { measure, digits }: { readonly measure: string; readonly digits: Digits },
  words: Words,
): TriangleCell {
  const published = side.from?.publishedAt ?? '_U';
  return {
    text: cellText(side, measure, words, digits),
    day: published === '_U' ? null : dateText(published, words.language),
    change: before ? changeOf(side, before, words, digits) : null,
    side,
  };
}

/** Points of growth, or percent of a level, above which a change is of the next size. */
const SIZES = [0.5, 2];

function changeOf(
  side: Measurement,
  before: Measurement,
  { language }: Words,
  digits: Digits,
): PrintChange | null {
  const gap = side.unit === before.unit ? gapBetween(side, before) : null;
  if (gap === null || before.value === null) return null;
  const raw = gap.value;
  const sign = compareDecimals(raw, '0');
  if (sign === 0) return null;
  const isRate = side.unit === 'percent';
  const size = Math.abs(isRate ? geometry(raw) : (geometry(raw) / geometry(before.value)) * 100);
  return {
    text: `${sign > 0 ? '▲' : '▼'} ${quantity(gapDigits(gap, digits), isRate ? 'points' : side.unit, {
      ...{ language, signed: true, short: digits === 'shown' ? 'half-away' : undefined },
    })}`,
    direction: sign > 0 ? 'up' : 'down',
    size: (1 + SIZES.filter((least) => size > least).length) as PrintChange['size'],
    raw,
  };
}

/** The triangle as a table with a row for each print. */
export function triangleTable({ rows }: Triangle, { t, language }: Words): Table {
  return {
    columns: [
      column('key', t('table.series')),
      column('period', t('answer.period')),
      column('print', t('triangle.number'), true),
      column('published', t('triangle.published')),
      column('value', t('table.value'), true),
      column('low', t('table.low'), true),
      column('high', t('table.high'), true),
      column('unit', t('table.unit')),
      column('change', t('triangle.change'), true),
    ],
    rows: rows.flatMap(({ state, period, cells }) =>
      cells.map(({ side, day, change }, at) => [
        cell(state),
        cell(periodText(period, language), period),
        cell(String(at + 1)),
        cell(day ?? '', side.from?.publishedAt ?? ''),
        cell(side.value ?? ''),
        cell(side.low ?? ''),
        cell(side.high ?? ''),
        cell(side.unit),
        cell(change?.text ?? '', change?.raw ?? ''),
      ]),
    ),
  };
}
