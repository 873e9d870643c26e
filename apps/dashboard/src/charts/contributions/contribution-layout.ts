import type { Words } from '../../words/words-of.ts';
import { extentOf, oneNumber, type Extent } from '../mark/extent.ts';
import type { Mark, Point } from '../mark/mark.ts';
import { flow, type Entry } from './label-flow.ts';
import { niceScale } from '../scale/nice-domain.ts';
import { divergingStack, type StackPiece } from './stack.ts';
import type { Box, MarkTarget } from '../frame/target.ts';
import { isNarrow, textWidth, wrapped } from '../label/text-width.ts';

const HEAD_SIZE = 14;
const REMARK_SIZE = 12;
const TITLE_LINE = 18;
const REMARK_LINE = 16;
const AXIS = 44;
const BAR = 26;

export interface ContributionPart {
  readonly name: string;
  readonly colour: number;
  readonly mark: Mark;
}

export interface ContributionColumn {
  readonly period: string;
  readonly title: string;
  readonly total: Mark | null;
  readonly parts: readonly ContributionPart[];
  /** What the parts add up to, where their digits do not add up to those of the total; else null. */
  readonly sum: string | null;
}

const textOf = (points: readonly Point[]): string =>
  points
    .map(({ text, between, at }) => (between === null || at === null ? text : `${text} (${between})`))
    .join(' / ');

function stackOf(column: ContributionColumn) {
  return divergingStack(column.parts.map(({ mark }) => oneNumber(mark)));
}

/** The last day of a part period, as all marks of a column have one period, and what the parts add up to. */
function remarkOf({ total, parts, sum }: ContributionColumn, { t }: Words): string {
  const marks = [...(total ? [total] : []), ...parts.map(({ mark }) => mark)];
  const days = new Set(marks.flatMap(({ partUntil }) => partUntil ?? []));
  const told = [...days].map((day) => t('chart.until', { day }));
  return [...told, ...(sum === null ? [] : [sum])].join(' · ');
}

/** The axis of all stacks and totals, beside the titles unless the chart is narrow. */
function groundOf(columns: readonly ContributionColumn[], width: number, words: Words) {
  const narrow = isNarrow(width);
  const longest = Math.max(
    0,
    ...columns.flatMap((column) => [
      textWidth(column.title, HEAD_SIZE),
      textWidth(remarkOf(column, words), REMARK_SIZE),
    ]),
  );
  // Width of the column of titles, or of a narrow chart.
  const heads = narrow ? width : Math.min(longest, width * 0.22);
  const left = narrow ? 0 : heads + 24;
  const extents: Extent[] = [
    ...columns.map(stackOf),
    ...columns.flatMap(({ total }) => (total ? (extentOf(total) ?? []) : [])),
  ];
  const extent = {
    low: Math.min(0, ...extents.map(({ low }) => low)),
    high: Math.max(0, ...extents.map(({ high }) => high)),
  };
  return { narrow, heads, left, right: width, scale: niceScale(extent, left + 20, width - 24, 80), words };
}

type ContributionGround = ReturnType<typeof groundOf>;

/** Labels below a bar: each part, then the total. */
function entriesOf({ parts, total }: ContributionColumn, { t }: Words): readonly Entry[] {
  const told = parts.map(({ name, colour, mark }): Entry => {
    const stacked = oneNumber(mark) !== null;
    const text = textOf(mark.points) + (stacked ? '' : ` – ${t('chart.unstacked')}`);
    return { mark, name, colour, stacked, text };
  });
  if (!total) return told;
  const text = textOf(total.points);
  return [...told, { mark: total, name: t('chart.total'), colour: null, stacked: true, text }];
}

/** The row at `top`, and the pixel below the row. */
function rowOf(column: ContributionColumn, top: number, ground: ContributionGround) {
  const { narrow, heads, left, right, scale, words } = ground;
  const titles = wrapped(column.title, heads, HEAD_SIZE, 2);
  const remark = remarkOf(column, words);
  const remarks = remark === '' ? [] : wrapped(remark, heads, REMARK_SIZE, 2);
  const head = titles.length * TITLE_LINE + remarks.length * REMARK_LINE;
  const barY = narrow ? top + 8 + head + 8 : top + 14;
  const stacked = stackOf(column).pieces;
  const pieces = column.parts.flatMap((part, at) => {
    const piece = stacked[at];
    return piece ? [{ part, box: boxOf(piece, scale.at, barY) }] : [];
  });
  const labelsY = barY + BAR + 10;
  const { labels, height } = flow(entriesOf(column, words), left, right, labelsY);
  const titleY = narrow ? top + 8 + 14 : barY + BAR / 2 + 5 - (titles.length - 1) * (TITLE_LINE / 2);
  const row = {
    ...{ column, top, titles, titleY, remarks, barY, pieces, labels },
    remarkY: titleY + titles.length * TITLE_LINE - 2,
    total: column.total ? totalShape(column.total, scale.at) : null,
  };
  const headBelow = narrow ? 0 : titleY - HEAD_SIZE + head;
  return { row, below: Math.max(labelsY + height, headBelow) + 12 };
}

export type ContributionRow = ReturnType<typeof rowOf>['row'];

/** Rows of stacked bars from zero, with a label for every part; all lengths are pixels. */
export function contributionLayout(columns: readonly ContributionColumn[], width: number, words: Words) {
  const ground = groundOf(columns, width, words);
  const rows: ContributionRow[] = [];
  let height = AXIS;
  for (const column of columns) {
    const { row, below } = rowOf(column, height, ground);
    rows.push(row);
    height = below;
  }
  const { left, right, scale } = ground;
  return {
    ...{ height, left, right, top: AXIS, bar: BAR, rows },
    zero: scale.at(0),
    ticks: scale.ticks.map((value) => ({ at: scale.at(value), value })),
    targets: rows.flatMap(rowTargets),
  };
}

export type ContributionLayout = ReturnType<typeof contributionLayout>;

function boxOf({ from, to }: StackPiece, at: (value: number) => number, y: number): Box {
  const x = Math.min(at(from), at(to));
  return { x, y, width: Math.abs(at(to) - at(from)), height: BAR };
}

function totalShape(mark: Mark, at: (value: number) => number) {
  const extent = extentOf({ ...mark, first: null });
  if (!extent) return null;
  const values = mark.points.flatMap((point) => (point.at === null ? [] : [at(point.at)]));
  return { mark, at: values, from: at(extent.low), to: at(extent.high) };
}

export type TotalShape = NonNullable<ReturnType<typeof totalShape>>;

/** Targets of a row. Labels belong to the targets of their parts; an unstacked part has no other area. */
function rowTargets({ column, pieces, total, labels }: ContributionRow, lane: number): MarkTarget[] {
  const labelBoxes = (mark: Mark): Box[] =>
    labels
      .filter((label) => label.mark === mark)
      .map(({ x, y, width }) => ({ x: x - 3, y: y - 16, width: width + 6, height: 24 }));
  const parts = column.parts.flatMap(({ mark }): MarkTarget[] => {
    const piece = pieces.find(({ part }) => part.mark === mark);
    const areas = [...(piece ? [piece.box] : []), ...labelBoxes(mark)];
    const [first] = areas;
    return first ? [{ mark, lane, x: first.x + first.width / 2, y: first.y + first.height / 2, areas }] : [];
  });
  if (!total) return parts;
  const from = Math.min(total.from, total.to) - 10;
  const box: Box = {
    x: from,
    y: (pieces[0]?.box.y ?? 0) - 8,
    width: Math.abs(total.to - total.from) + 20,
    height: BAR + 16,
  };
  return [
    ...parts,
    {
      mark: total.mark,
      lane,
      x: (total.from + total.to) / 2,
      y: box.y + box.height / 2,
      areas: [box, ...labelBoxes(total.mark)],
    },
  ];
}
