import type { Point } from '../charts/mark/mark.ts';
import { stepLayout, type FigureStep } from './step-layout.ts';

const point = (at: number | null, low = at, high = at, reading: string | null = null): Point => ({
  ...{ reading, at, low, high, text: String(at), between: null },
});
const step = (at: string, ...points: Point[]): FigureStep => ({
  at,
  when: at.slice(0, 4),
  points,
  status: 'P',
});
const now = Date.parse('2024-01-01T00:00:00Z');

describe('the steps of a figure', () => {
  it('last from vintage to vintage, the last one to the present', () => {
    const layout = stepLayout(
      [step('2020-01-01T00:00:00Z', point(10)), step('2022-01-01T00:00:00Z', point(20))],
      now,
    );
    const [first, second] = layout?.treads ?? [];
    expect([first?.left, first?.right]).toEqual([8, second?.left]);
    expect(second?.right).toBe(464);
    expect(second?.left).toBeCloseTo(236.2, 0);
    expect([first?.from, second?.from]).toEqual([null, first?.y]);
    expect(second?.y).toBeLessThan(first?.y ?? 0);
    expect(layout?.instants.map(({ text }) => text)).toEqual(['2020', '2022']);
  });

  it('have a line for each of two readings, without a rise', () => {
    const twice = step('2021-01-01T00:00:00Z', point(350, 345, 355, 'to'), point(450, 445, 455, 'by'));
    const layout = stepLayout([step('2020-01-01T00:00:00Z', point(10)), twice], now);
    expect(layout?.treads.map(({ from }) => from)).toEqual([null, null, null]);
    expect(layout?.values.map(({ id, text }) => [id, text])).toEqual([
      ['to', '350'],
      ['by', '450'],
    ]);
  });

  it('have a band for an interval, with or without a value', () => {
    const [whole] = stepLayout([step('2020-01-01T00:00:00Z', point(10, 5, 15))], now)?.treads ?? [];
    const [range] = stepLayout([step('2020-01-01T00:00:00Z', point(null, 5, 15))], now)?.treads ?? [];
    expect(whole?.band).toEqual({ y: 18, height: 110 });
    expect([range?.band, range?.y]).toEqual([whole?.band, whole?.y]);
  });

  it('are absent without a number', () => {
    expect(stepLayout([], now)).toBeNull();
    expect(stepLayout([step('2020-01-01T00:00:00Z', point(null))], now)).toBeNull();
  });
});
