import fc from 'fast-check';
import { ruleLayout } from './rule-layout.ts';
import { textWidth } from '../label/text-width.ts';

const axis = { start: 0, end: 1000, day: (iso: string) => Number(iso) };
const rule = (day: number, label: string) => ({ notice: label, day: String(day), label, inPart: false });
const labelOf = ({ label }: { label: string }) => label;

describe('labels of policy dates', () => {
  it('stand above their rules, clear of other labels and rules', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.integer({ min: 0, max: 1000 }),
            fc.constantFrom('Law', 'Pilot widened', 'Goods free of duty'),
          ),
          {
            maxLength: 6,
          },
        ),
        (given) => {
          const { drawn, height } = ruleLayout(
            given.map(([day, label]) => rule(day, label)),
            axis,
            1100,
            labelOf,
          );
          const texts = drawn.filter(({ label }) => label.kind === 'text');
          for (const one of texts)
            for (const other of texts) {
              if (one === other) continue;
              const to = one.label.x + textWidth(one.label.text, 12);
              const sameLane = one.label.y === other.label.y;
              if (sameLane) expect(to <= other.label.x || one.label.x >= other.label.x).toBe(true);
              // A rule runs from its own label down.
              const crosses = other.x > one.x && other.x < to && other.label.y <= one.label.y;
              expect(crosses).toBe(false);
              expect(one.label.y).toBeLessThanOrEqual(height);
            }
        },
      ),
    );
  });

  it('become numbers of a list without room', () => {
    const { drawn, listed } = ruleLayout(
      [rule(10, 'First'), rule(12, 'Second')],
      { start: 0, end: 300, day: axis.day },
      328,
      labelOf,
    );
    expect(drawn.map(({ label }) => [label.kind, label.text])).toEqual([
      ['number', '1'],
      ['number', '2'],
    ]);
    expect(Math.abs((drawn[0]?.label.x ?? 0) - (drawn[1]?.label.x ?? 0))).toBeGreaterThanOrEqual(20);
    expect(listed).toEqual([
      { number: '1', text: '10 First' },
      { number: '2', text: '12 Second' },
    ]);
  });

  it('are listed with an arrow outside the axis', () => {
    const { drawn, listed } = ruleLayout([rule(-50, 'Before'), rule(5000, 'After')], axis, 1100, labelOf);
    expect(drawn).toEqual([]);
    expect(listed.map(({ number }) => number)).toEqual(['←', '→']);
  });
});
