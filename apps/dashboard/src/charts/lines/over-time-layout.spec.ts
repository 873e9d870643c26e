import fc from 'fast-check';
import { wordsOf } from '../../words/words-of.ts';
import { breaksBetween } from './line-layout.ts';
import { overTimeLayout } from './over-time-layout.ts';
import { line } from '../mark/sample-mark.fixture.ts';

const words = wordsOf('en');
const years = (values: readonly number[]) =>
  line('China', 0, Object.fromEntries(values.map((value, index) => [String(2010 + index), value])));
const panelsOf = (levels: readonly number[], growth: readonly number[], width = 900) =>
  overTimeLayout(
    [
      { title: 'Level', unit: 'CNY', lines: [years(levels)], height: 200 },
      { title: 'Growth', unit: 'percent', lines: [years(growth)], height: 180 },
    ],
    [],
    width,
    words,
  ).panels;

const GROWTH = [24, 18, -6, 700, 31, 12, 9];

describe('panels over time', () => {
  it('break the axis of growth, but not the axis of levels', () => {
    const [level, growth] = panelsOf([1, 1.2, 1.1, 8.8, 9, 9.1, 9.2], GROWTH);
    expect([level?.breaks.length, growth?.breaks.length]).toEqual([0, 1]);
    expect(growth?.shapes[0]?.cuts).toHaveLength(2);
    expect(growth?.labels.map(({ text }) => text)).toEqual(['▲ 700']);
  });

  it('grow by the height of a break', () => {
    const [, broken] = panelsOf([1], GROWTH);
    const [, linear] = panelsOf(
      [1],
      GROWTH.map((value) => Math.min(value, 60)),
    );
    const height = (panel: typeof broken) => (panel ? panel.bottom - panel.top : 0);
    expect(height(broken)).toBeGreaterThan(height(linear));
  });

  it.each([900, 328])('have a break at %d px with adjacent numbers beyond', (width) => {
    const many = Array.from({ length: 90 }, (_, index) => [3390, 5617, 5488][index - 82] ?? 20 + index);
    const [, growth] = panelsOf([1], many, width);
    expect(growth?.labels.map(({ text }) => text).sort()).toEqual(['▲ 3390', '▲ 5488', '▲ 5617']);
  });

  it('have no break if the numbers beyond have no room', () => {
    const many = Array.from({ length: 60 }, (_, index) => (index % 4 === 0 ? 700 + index : 20));
    const [, growth] = panelsOf([1], many, 360);
    expect(growth?.breaks).toEqual([]);
  });

  it('write every number beyond a break, at the point or at the end of the line', () => {
    const values = fc.array(fc.integer({ min: -60, max: 900 }), { minLength: 3, maxLength: 14 });
    fc.assert(
      fc.property(values, fc.integer({ min: 328, max: 1200 }), (given, width) => {
        const [growth] = panelsOf([], given, width);
        if (!growth || growth.breaks.length === 0) return;
        const beyond = growth.shapes[0]?.dots.filter(
          ({ ys: [y = 0] }) => breaksBetween({ y1: y, y2: growth.zero }, growth.breaks).length > 0,
        );
        const written = [...growth.labels.map(({ text }) => text), growth.ends[0]?.details[0]];
        for (const { mark } of beyond ?? [])
          expect(written.some((text) => text?.endsWith(mark.points[0]?.text ?? '?'))).toBe(true);
      }),
    );
  });
});
