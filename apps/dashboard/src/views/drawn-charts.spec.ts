import { createElement } from 'react';
import type { ServedState } from '@silkgauge/contract';
import { drawnAt, middle, type Drawn } from '../charts/drawn.fixture.ts';
import { textWidth } from '../charts/label/text-width.ts';
import { IndexLines } from '../charts/lines/index-lines.tsx';
import { OverTime } from '../charts/lines/over-time.tsx';
import { SmallMultiples } from '../charts/lines/small-multiples.tsx';
import { spanOf } from '../charts/scale/time-scale.ts';
import { wordsOf } from '../words/words-of.ts';
import { indexChart, indexGround } from './chart-data/index-chart.ts';
import { overTimeChart } from './chart-data/over-time-chart.ts';
import { measured, shownState } from './chart-data/shown-state.fixture.ts';
import { smallMultiplesChart } from './chart-data/small-multiples-chart.ts';

const LANGUAGES = ['en', 'zh'] as const;
const WIDTHS = [360, 768, 1440];
const KINDS = ['value', 'interval', 'first', 'leader', 'policy', 'partial'];

const run = (years: number, perYear: number, code: (part: number) => string) =>
  Array.from(
    { length: years * perYear },
    (_, at) => `${String(2012 + Math.floor(at / perYear))}${code((at % perYear) + 1)}`,
  );
const monthOf = (part: number) => `-${String(part).padStart(2, '0')}`;

/** A month that the figures cover in part. */
const NOT_OVER = '2013-09';

const AXES: Readonly<Record<string, readonly string[]>> = {
  years: [...run(9, 1, () => ''), '2021-01-01/P9M'],
  'half-years': run(3, 2, (part) => `-S${String(part)}`),
  'one half-year': ['2012-S1'],
  quarters: run(3, 4, (part) => `-Q${String(part)}`),
  months: run(2, 12, monthOf).slice(11),
  'months of seven years': run(7, 12, monthOf),
  'months, the last one not over': [...run(2, 12, monthOf).slice(0, 20), NOT_OVER],
  'a part of a year': ['2012-01-01/P5M'],
};

/** Swings that no two neighbours share, with an interval that is seen. */
const valueAt = (at: number) => 40 * Math.sin(at * 1.7) + 60;

function statesOf(periods: readonly string[], area = 'CN'): readonly ServedState[] {
  return periods.flatMap((period, at) =>
    ['_T', 'X'].map((flow) => {
      const value = (valueAt(at) / (flow === 'X' ? 2 : 1)).toFixed(2);
      const growth = { ...measured(value), low: String(Number(value) - 4), high: String(Number(value) + 4) };
      const flags = period === NOT_OVER ? (['partial-period'] as const) : [];
      const level = measured(String(1e9 * Number(value)), 'CNY');
      return shownState({ area, flow, period, level, growth, flags });
    }),
  );
}

/** Every third figure was printed otherwise before: by much, and by less than is seen. */
const revisionsOf = (states: readonly ServedState[]): Parameters<typeof overTimeChart>[0]['revisions'] => [
  {
    measure: 'growth',
    comparison: 'GY',
    record: states
      .filter((_, at) => at % 3 === 0)
      .map(({ key, period, growth }, at) => {
        const latest = growth['GY']?.reported?.value ?? '0';
        const print = (value: string) =>
          ({
            value,
            publishedAt: '2021-01-14',
            since: '2021-01-14',
            status: 'P',
            source: '/x',
            id: value,
          }) as const;
        const first = print(String(Number(latest) + (at % 2 === 0 ? 30 : 0.01)));
        return { key, period, first, latest: print(latest), revision: '0', days: 1 };
      }),
  } as never,
];

const onOpen = () => undefined;
const POLICY = { notice: 'N-1', day: '2012-03-01', label: 'Pilot widened', inPart: false };

const CHARTS = {
  'over time': (periods, words) => {
    const family = statesOf(periods);
    const given = { family, frequency: null, allPolicies: true, notices: [], words };
    const { levels, growth, levelUnit } = overTimeChart({ ...given, revisions: revisionsOf(family) });
    return createElement(OverTime, { label: 'x', levels, growth, levelUnit, rules: [POLICY], onOpen });
  },
  indices: (periods, words) => {
    const family = statesOf(periods);
    const ground = indexGround(family, { frequency: null, base: null });
    const points = family.map(({ key, period }, at) => {
      const value = String(100 + valueAt(at));
      return { series: key.slice(0, key.indexOf('/')), period, value, low: value, high: value, flags: [] };
    });
    const { lines } = indexChart(points, ground, words);
    return createElement(IndexLines, { label: 'x', lines, baseTitle: '2012', onOpen });
  },
  'side by side': (periods, words) => {
    const states = ['CN', 'US', 'DE', 'JP'].flatMap((area) => statesOf(periods, area));
    const { panels } = smallMultiplesChart(states, null, { by: 'area', words });
    return createElement(SmallMultiples, { label: 'x', panels, unit: 'percent', onOpen });
  },
} satisfies Record<string, (periods: readonly string[], words: ReturnType<typeof wordsOf>) => unknown>;

const cases = Object.keys(CHARTS).flatMap((chart) =>
  Object.keys(AXES)
    // An index has a base to compare with; spans of no frequency have none.
    .filter((axis) => chart !== 'indices' || !['one half-year', 'a part of a year'].includes(axis))
    .flatMap((axis) =>
      LANGUAGES.flatMap((language) => WIDTHS.map((width) => [chart, axis, language, width] as const)),
    ),
);

const lengthOf = (period: string): number => {
  const { start, end } = spanOf(period) ?? { start: 0, end: 0 };
  return end - start;
};
const dayOf = (period: string): number => {
  const { start, end } = spanOf(period) ?? { start: 0, end: 0 };
  return (start + end) / 2;
};
const panelOf = ({ within }: Drawn) => within.find(({ attributes }) => 'data-panel' in attributes);
const periodOf = ({ attributes }: Drawn): string => attributes['data-period'] ?? '';
const kindOf = ({ attributes }: Drawn): string => attributes['data-mark'] ?? '';

/** The x of any day on the time axis of marks, from two marks apart. */
function axisOf(marks: readonly Drawn[]): (day: number) => number {
  const sorted = [...marks].sort((a, b) => dayOf(periodOf(a)) - dayOf(periodOf(b)));
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last) throw new Error('no marks');
  const days = dayOf(periodOf(last)) - dayOf(periodOf(first));
  if (days === 0) return () => middle(first);
  return (day) => middle(first) + ((day - dayOf(periodOf(first))) / days) * (middle(last) - middle(first));
}

describe.each(cases)('drawn %s, %s, in %s at %i px', (chart, axis, language, width) => {
  const periods = AXES[axis] ?? [];
  const draw = CHARTS[chart as keyof typeof CHARTS];
  const drawn = drawnAt(draw(periods, wordsOf(language)), language, width);
  const marks = drawn.filter(({ attributes }) => 'data-mark' in attributes);
  const told = marks.filter((mark) => ['value', 'partial', 'interval', 'first'].includes(kindOf(mark)));
  const ticks = drawn.filter((one) => 'data-period' in one.attributes && !('data-mark' in one.attributes));
  const byPanel = [...Map.groupBy(told, panelOf).values()];
  /** Ticks below a panel; where one axis serves all panels, all ticks. */
  const ticksOf = (panel: Drawn | undefined) => {
    const own = ticks.filter((tick) => panelOf(tick) === panel);
    return own.length > 0 ? own : ticks;
  };

  it('has names on all marks', () => {
    expect(told.length).toBeGreaterThanOrEqual(periods.length);
    for (const mark of marks) {
      expect(KINDS).toContain(kindOf(mark));
      for (const name of ['data-key', 'data-period', 'aria-label'])
        expect([name, mark.attributes[name]]).toEqual([name, expect.stringMatching(/./)]);
    }
  });

  it('has each mark at its period, within its axes', () => {
    for (const panel of byPanel) {
      const x = axisOf(panel.filter((mark) => kindOf(mark) !== 'first'));
      for (const mark of panel) {
        expect(Math.abs(middle(mark) - x(dayOf(periodOf(mark))))).toBeLessThan(0.5);
        const plot = drawn.find((one) => 'data-plot' in one.attributes && panelOf(one) === panelOf(mark));
        if (!plot) throw new Error('a mark without a plot');
        const { left, right, top, bottom } = plot.box;
        const height = (mark.box.top + mark.box.bottom) / 2;
        expect(mark.box.left >= left - 1 && mark.box.right <= right + 1).toBe(true);
        expect(height >= top - 1 && height <= bottom + 1).toBe(true);
      }
    }
  });

  it('has each tick at the period that it names, none finer than the marks', () => {
    expect(ticks.length).toBeGreaterThan(0);
    const finest = Math.min(...periods.map(lengthOf));
    for (const panel of byPanel) {
      const x = axisOf(panel);
      for (const tick of ticksOf(panelOf(panel[0] as Drawn))) {
        const period = periodOf(tick);
        expect(lengthOf(period)).toBeGreaterThanOrEqual(finest);
        const own = panel.filter((mark) => lengthOf(periodOf(mark)) < lengthOf(period)).map(middle);
        const isCoarser = finest < lengthOf(period) && own.length > 0;
        if (!isCoarser) expect(Math.abs(middle(tick) - x(dayOf(period)))).toBeLessThanOrEqual(2);
        else {
          const { start, end } = spanOf(period) ?? { start: 0, end: 0 };
          expect(middle(tick)).toBeGreaterThanOrEqual(x(start) - 2);
          expect(middle(tick)).toBeLessThanOrEqual(x(end) + 2);
        }
      }
    }
  });

  it('has no two labels of ticks over one another', () => {
    for (const row of Map.groupBy(ticks, ({ box }) => box.top).values()) {
      const ends = row
        .map((tick) => ({ at: middle(tick), half: textWidth(tick.text, 12) / 2 }))
        .sort((a, b) => a.at - b.at);
      ends.forEach((one, index) => {
        const next = ends[index + 1];
        if (next) expect(next.at - one.at).toBeGreaterThan(one.half + next.half);
      });
      for (const { at, half } of ends) {
        expect(at - half).toBeGreaterThanOrEqual(0);
        expect(at + half).toBeLessThanOrEqual(width);
      }
    }
  });

  it('has no leader of more than 20 pixels, which would read like a line', () => {
    for (const { box } of marks.filter((mark) => kindOf(mark) === 'leader'))
      expect(Math.hypot(box.right - box.left, box.bottom - box.top)).toBeLessThanOrEqual(20.01);
  });

  it('has no line into a part of a period', () => {
    const isPart = (period: string) => period.includes('/') || period === NOT_OVER;
    for (const mark of told.filter((one) => kindOf(one) !== 'interval' && kindOf(one) !== 'first'))
      expect([periodOf(mark), kindOf(mark)]).toEqual([
        periodOf(mark),
        isPart(periodOf(mark)) ? 'partial' : 'value',
      ]);
    const lines = drawn.filter(({ attributes }) => attributes['class']?.split(' ').includes('chart-line'));
    for (const part of told.filter((mark) => kindOf(mark) === 'partial')) {
      const height = (part.box.top + part.box.bottom) / 2;
      const ends = lines.filter((line) => panelOf(line) === panelOf(part)).flatMap(({ points }) => points);
      for (const [x, y] of ends) expect(Math.hypot(x - middle(part), y - height)).toBeGreaterThan(3);
    }
  });

  it('has a ring of an earlier print only where it is told apart from the present value', () => {
    for (const ring of told.filter((mark) => kindOf(mark) === 'first')) {
      const value = told.find(
        (mark) =>
          ['value', 'partial'].includes(kindOf(mark)) &&
          panelOf(mark) === panelOf(ring) &&
          periodOf(mark) === periodOf(ring) &&
          mark.attributes['data-key'] === ring.attributes['data-key'],
      );
      if (!value) throw new Error('a ring without a value');
      expect(Math.abs(value.box.top + value.box.bottom - ring.box.top - ring.box.bottom) / 2).toBeGreaterThan(
        4,
      );
    }
  });
});

it('the charts of the test have marks of every kind', () => {
  const drawn = Object.entries(AXES).flatMap(([, periods]) =>
    drawnAt(CHARTS['over time'](periods, wordsOf('en')), 'en', 1440),
  );
  expect([...new Set(drawn.map(kindOf))].filter(Boolean).sort()).toEqual([...KINDS].sort());
});
