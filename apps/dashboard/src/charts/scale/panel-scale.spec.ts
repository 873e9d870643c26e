import fc from 'fast-check';
import { RATIO } from './broken-scale.ts';
import { brokenPanelScale, panelScale } from './panel-scale.ts';
import { line, mark } from '../mark/sample-mark.fixture.ts';

const BOTTOM = 300;
const TOP = 100;
const years = (...values: number[]) =>
  line('China', 0, Object.fromEntries(values.map((value, index) => [String(2015 + index), value])));

const lines = fc
  .array(fc.integer({ min: -90_000, max: 900_000 }), { minLength: 1, maxLength: 25 })
  .map((values) => [years(...values.map((value) => value / 100))]);

describe('a panel with one number far beyond the others', () => {
  it('is broken, with most of its height for the others', () => {
    const scale = brokenPanelScale([years(20, 24, -10, 31, 700)], BOTTOM, TOP);
    const [gap] = scale?.breaks ?? [];
    expect(scale?.breaks).toHaveLength(1);
    expect((scale?.at(-10) ?? 0) - (scale?.at(31) ?? 0)).toBeGreaterThan((BOTTOM - TOP) / 2);
    expect(scale?.at(31)).toBeGreaterThan(gap?.y2 ?? Infinity);
    expect(scale?.at(700)).toBeLessThan(gap?.y1 ?? 0);
    expect([31, 700].map((value) => scale?.isBeyond(value))).toEqual([false, true]);
  });

  it.each([
    ['comparable figures', years(20, 24, -10, 31, 60)],
    ['two figures only', years(24, 700)],
    ['half of the figures beyond', years(20, 24, 700, 710)],
    ['no figures', years()],
  ])('is not broken for %s', (_, given) => {
    expect(brokenPanelScale([given], BOTTOM, TOP)).toBeNull();
  });

  it('may break within an interval or a revision, never at an end', () => {
    const revised = mark({ period: '2024', points: [{ at: 700 }], first: 15 });
    const wide = mark({ period: '2025', points: [{ at: 22, low: 20, high: 640 }] });
    const scale = brokenPanelScale(
      [
        { ...years(20, 24, -10, 31, 18, 26, 27), name: 'China' },
        { name: 'Customs', colour: 1, marks: [revised, wide] },
      ],
      BOTTOM,
      TOP,
    );
    const [gap] = scale?.breaks ?? [];
    for (const value of [15, 20, 22, 31]) expect(scale?.at(value)).toBeGreaterThan(gap?.y2 ?? Infinity);
    for (const value of [640, 700]) expect(scale?.at(value)).toBeLessThan(gap?.y1 ?? 0);
  });

  it('keeps the order of values, and has no number, tick or zero within a break', () => {
    fc.assert(
      fc.property(lines, (given) => {
        const scale = brokenPanelScale(given, BOTTOM, TOP);
        if (!scale) return;
        const values = given.flatMap(({ marks }) => marks.map(({ points }) => points[0]?.at ?? 0));
        for (const value of [0, ...values, ...scale.ticks]) {
          const y = scale.at(value);
          expect(y).toBeGreaterThanOrEqual(TOP - 1e-6);
          expect(y).toBeLessThanOrEqual(BOTTOM + 1e-6);
          for (const { y1, y2 } of scale.breaks) expect(y > y1 + 1e-6 && y < y2 - 1e-6).toBe(false);
        }
        const sorted = values.sort((a, b) => a - b).map(scale.at);
        sorted.slice(1).forEach((y, index) => {
          expect(y).toBeLessThanOrEqual((sorted[index] ?? 0) + 1e-6);
        });
      }),
    );
  });

  it('has at most a third of its numbers beyond breaks, RATIO times as far from zero as the others', () => {
    fc.assert(
      fc.property(lines, (given) => {
        const scale = brokenPanelScale(given, BOTTOM, TOP);
        if (!scale) return;
        const values = given.flatMap(({ marks }) => marks.map(({ points }) => points[0]?.at ?? 0));
        const beyond = values.filter(scale.isBeyond).map(Math.abs);
        const within = values.filter((value) => !scale.isBeyond(value)).map(Math.abs);
        expect(beyond.length).toBeGreaterThan(0);
        expect(beyond.length).toBeLessThanOrEqual(values.length / 3);
        expect(Math.min(...beyond)).toBeGreaterThanOrEqual(RATIO * Math.max(...within) - 1e-6);
      }),
    );
  });
});

describe('a panel that is not broken', () => {
  it('is linear, with round ends', () => {
    const scale = panelScale([years(20, 700)], BOTTOM, TOP);
    expect(scale.breaks).toEqual([]);
    expect(scale.at(0)).toBe(BOTTOM);
    expect(scale.at(350)).toBeCloseTo((scale.at(0) + scale.at(700)) / 2, 6);
    expect(scale.isBeyond(700)).toBe(false);
  });
});
