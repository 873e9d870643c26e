import { wordsOf } from '../../words/words-of.ts';
import fc from 'fast-check';
import { barLayout, VALUE_SIZE } from './bar-layout.ts';
import { mark } from '../mark/sample-mark.fixture.ts';
import { textWidth } from '../label/text-width.ts';

const words = wordsOf('en');

describe('bars', () => {
  it('are drawn for single numbers only, not for readings or ranges', () => {
    const { rows } = barLayout(
      [
        mark({ points: [{ at: 450 }, { at: 350 }] }),
        mark({ points: [{ at: null, low: 10, high: 20 }] }),
        mark({ points: [{ at: 26.2, low: 26.15, high: 26.25 }] }),
      ],
      'percent',
      800,
      words,
    );
    expect(rows.map(({ shape }) => shape.kind)).toEqual(['readings', 'range', 'bar']);
    expect(rows[0]?.label.text).toBe('▲ 450 / 350');
  });

  it('write the last day of a part period', () => {
    const { rows } = barLayout([mark({ partUntil: '31 May', note: 'Customs' })], 'percent', 800, words);
    expect(rows[0]?.notes).toEqual(['Customs · to 31 May']);
  });

  it('have labels within the chart at every width', () => {
    const values = fc.array(fc.integer({ min: -9_000, max: 90_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(values, fc.integer({ min: 320, max: 1200 }), (given, width) => {
        const marks = given.map((at, index) =>
          mark({ name: `Zone ${String(index)}`, points: [{ at: at / 100 }] }),
        );
        const { rows } = barLayout(marks, 'percent', width, words);
        for (const { label } of rows) {
          const size = textWidth(label.text, VALUE_SIZE);
          const from = label.anchor === 'start' ? label.x : label.x - size;
          expect(from).toBeGreaterThanOrEqual(-1);
          expect(from + size).toBeLessThanOrEqual(width + 1);
        }
      }),
    );
  });
});
