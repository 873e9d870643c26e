import { line } from './sample-mark.fixture.ts';
import { sharedScale, smallLayout } from './small-layout.ts';

const panels = Array.from({ length: 30 }, (_, index) =>
  line(`Zone ${String(index)}`, 0, { 2019: index, 2020: 2 * index, 2021: index - 10 }),
);

const words = { language: 'en', until: (day: string) => `to ${day}` } as const;

describe('small multiples', () => {
  it('have the scale of all panels, however many are shown', () => {
    const few = smallLayout(panels, 6, 'percent', 1100, words);
    const all = smallLayout(panels, 30, 'percent', 1100, words);
    const heights = (layout: typeof few) =>
      layout.panels.slice(0, 6).map(({ top, zero }) => Math.round(100 * (zero - top)));
    expect(few.panels).toHaveLength(6);
    expect(heights(few)).toEqual(heights(all));
    expect(new Set(heights(all)).size).toBe(1);
    expect(sharedScale(panels, 100).high).toBeGreaterThanOrEqual(58);
  });

  it('fit two beside one another on a telephone', () => {
    const { panels: drawn } = smallLayout(panels, 4, 'percent', 328, words);
    expect(drawn.map(({ x, width }) => x + width <= 328)).toEqual([true, true, true, true]);
    expect(drawn[0]?.top).toBe(drawn[1]?.top);
  });
});
