import fc from 'fast-check';
import { textWidth, wrapped } from './text-width.ts';

describe('text in lines', () => {
  it('breaks after spaces, and between Chinese characters except before closing marks', () => {
    expect(wrapped('Shenzhen pilot zone', 80, 14)).toEqual(['Shenzhen', 'pilot zone']);
    expect(wrapped('电子商务法（施行）', 6 * 12, 12)).toEqual(['电子商务法', '（施行）']);
    expect(wrapped('仅涉及本序列的一部分）', 10 * 12, 12)).toEqual(['仅涉及本序列的一部', '分）']);
  });

  it('is cut with an ellipsis without room', () => {
    expect(wrapped('Comprehensive pilot zone of cross-border e-commerce', 90, 14, 2).at(-1)).toMatch(/…$/);
  });

  it('is never wider than its room, nor has more lines than allowed', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z 中文（）A-Z0-9]{0,60}$/),
        fc.integer({ min: 40, max: 300 }),
        fc.integer({ min: 1, max: 4 }),
        (text, width, most) => {
          const lines = wrapped(text, width, 12, most);
          expect(lines.length).toBeLessThanOrEqual(most);
          for (const each of lines) expect(textWidth(each, 12)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});
