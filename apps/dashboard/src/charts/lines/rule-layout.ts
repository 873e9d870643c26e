import { spread } from '../label/label-spread.ts';
import type { RuleLine } from '../mark/mark.ts';
import { textWidth, wrapped } from '../label/text-width.ts';

const RULE_SIZE = 12;
const LANE = 18;
const MOST_LANES = 4;
const BADGE = 20;
/** Pixels from line to line of the list. */
export const LIST_LINE = 20;

/** A line of the list below a chart; `number` is null on continuation lines. */
export interface ListedRule {
  readonly number: string | null;
  readonly text: string;
}

/** Pixels from the top of the labels. */
export interface RuleLayout {
  readonly drawn: readonly {
    readonly rule: RuleLine;
    readonly x: number;
    readonly label: {
      readonly kind: 'text' | 'number';
      readonly x: number;
      readonly y: number;
      readonly text: string;
    };
  }[];
  readonly listed: readonly ListedRule[];
  /** Height of the labels above the first panel. */
  readonly height: number;
}

/**
 * Labels above their rules if all fit in a few lanes, else numbers with a list below the chart. Dates outside
 * the axis are listed with an arrow to their side.
 */
export function ruleLayout(
  rules: readonly RuleLine[],
  { start, end, day }: { start: number; end: number; day: (iso: string) => number },
  width: number,
  labelOf: (rule: RuleLine) => string,
): RuleLayout {
  const placed = rules.map((rule) => ({ rule, x: day(rule.day), text: labelOf(rule) }));
  const inside = placed.filter(({ x }) => x >= start - 0.5 && x <= end + 0.5).sort((a, b) => a.x - b.x);
  const outside = placed.filter((rule) => !inside.includes(rule));
  const spans = inside.map(({ x, text }) => ({ from: x, to: x + 5 + textWidth(text, RULE_SIZE) }));
  const lane = lanesFromRight(spans);
  const count = Math.max(0, ...lane.map((each) => each + 1));
  const fits = width >= 480 && count <= MOST_LANES && spans.every(({ to }) => to <= width);
  const beyond = outside.map(({ rule, x, text }) => ({
    number: x < start ? '←' : '→',
    text: `${rule.day} ${text}`,
  }));
  if (fits)
    return {
      drawn: inside.map(({ rule, x, text }, index) => ({
        rule,
        x,
        label: { kind: 'text', x: x + 5, y: (count - (lane[index] ?? 0)) * LANE - 6, text },
      })),
      listed: beyond.flatMap((each) => listLines(each, width)),
      height: count * LANE,
    };
  const centres = spread(
    inside.map(({ x }) => ({ at: x, size: BADGE })),
    0,
    width,
  );
  return {
    drawn: inside.map(({ rule, x }, index) => ({
      rule,
      x,
      label: { kind: 'number', x: centres[index] ?? x, y: BADGE / 2, text: String(index + 1) },
    })),
    listed: [
      ...inside.map(({ rule, text }, index) => ({ number: String(index + 1), text: `${rule.day} ${text}` })),
      ...beyond,
    ].flatMap((each) => listLines(each, width)),
    height: inside.length > 0 ? BADGE + 8 : 0,
  };
}

/**
 * Lanes from the bottom, 0 the lowest. A label stands to the right of its rule, above all later labels within
 * its length, so that no rule runs through a label.
 */
function lanesFromRight(spans: readonly { from: number; to: number }[]): readonly number[] {
  const found: number[] = [];
  for (let index = spans.length - 1; index >= 0; index--) {
    let lane = 0;
    for (let later = index + 1; later < spans.length; later++)
      if ((spans[later]?.from ?? 0) < (spans[index]?.to ?? 0) + 10)
        lane = Math.max(lane, (found[later] ?? 0) + 1);
    found[index] = lane;
  }
  return found;
}

function listLines({ number, text }: { number: string; text: string }, width: number): readonly ListedRule[] {
  return wrapped(text, width - 26, RULE_SIZE, 4).map((line, index) => ({
    number: index === 0 ? number : null,
    text: line,
  }));
}
