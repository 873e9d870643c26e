import { wordsOf } from '../../words/words-of.ts';
import { line } from '../mark/sample-mark.fixture.ts';
import { smallLayout } from './small-layout.ts';

const panels = Array.from({ length: 30 }, (_, index) =>
  line(`Zone ${String(index)}`, 0, { 2019: index, 2020: 2 * index, 2021: index - 10 }),
);

const words = wordsOf('en');

describe('small multiples', () => {
  it('have one scale, however many are shown', () => {
    const few = smallLayout(panels, 6, 'percent', 1100, words);
    const all = smallLayout(panels, 30, 'percent', 1100, words);
    const heights = (layout: typeof few) =>
      layout.panels.slice(0, 6).map(({ top, zero }) => Math.round(100 * (zero - top)));
    expect(few.panels).toHaveLength(6);
    expect(heights(few)).toEqual(heights(all));
    expect(new Set(heights(all)).size).toBe(1);
    for (const { top, shape } of all.panels)
      for (const dot of shape.dots) expect(dot.top).toBeGreaterThanOrEqual(top);
  });

  it('fit two beside one another on a telephone', () => {
    const { panels: drawn } = smallLayout(panels, 4, 'percent', 328, words);
    expect(drawn.map(({ x, width }) => x + width <= 328)).toEqual([true, true, true, true]);
    expect(drawn[0]?.top).toBe(drawn[1]?.top);
  });

  describe('with one figure far beyond all others', () => {
    const beyond = [...panels, line('Port', 0, { 2019: 12, 2020: 1700, 2021: 18 })];
    const ofPort = (layout: ReturnType<typeof smallLayout>) =>
      layout.panels.find(({ names }) => names[0] === 'Port');

    it.each([328, 1100])('have one broken axis with the number written, at %d px', (width) => {
      const layout = smallLayout(beyond, 31, 'percent', width, words);
      expect(new Set(layout.panels.map(({ breaks }) => breaks.length))).toEqual(new Set([1]));
      expect(ofPort(layout)?.labels.map(({ text }) => text)).toEqual(['▲ 1700']);
      expect(ofPort(layout)?.shape.cuts).toHaveLength(2);
      const few = smallLayout(beyond, 6, 'percent', width, words);
      expect(few.panels.map(({ zero, top }) => zero - top)).toEqual(
        layout.panels.slice(0, 6).map(({ zero, top }) => zero - top),
      );
    });

    it('have no break for levels', () => {
      expect(ofPort(smallLayout(beyond, 31, 'CNY', 1100, words))?.breaks).toEqual([]);
    });
  });
});
