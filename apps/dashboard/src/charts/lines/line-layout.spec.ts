import { lineShape, radiusOf } from './line-layout.ts';
import { mark } from '../mark/sample-mark.fixture.ts';

const axes = { x: (period: string) => Number(period.slice(0, 4)) - 2000, y: (value: number) => value };
const of = (...marks: ReturnType<typeof mark>[]) => lineShape({ name: 'China', colour: 0, marks }, axes);
const one = (period: string, at: number, rest = {}) => mark({ period, points: [{ at }], ...rest });

describe('a line', () => {
  it('leads from one number to the next', () => {
    expect(of(one('2020', 5), one('2021', 7)).solid).toBe('M20 5L21 7');
  });

  it('has a gap where coverage changed', () => {
    const shape = of(one('2020', 5), one('2021', 7, { breaks: true }), one('2022', 8));
    expect(shape.solid).toBe('M21 7L22 8');
    expect(shape.gaps).toEqual([{ x: 20.5, y: 6 }]);
  });

  it('leaves out readings and ranges, which are drawn joined', () => {
    const readings = mark({ period: '2021', points: [{ at: 450 }, { at: 350 }] });
    const range = mark({ period: '2022', points: [{ at: null, low: 10, high: 20 }] });
    const shape = of(one('2020', 5), readings, range, one('2023', 8));
    expect([shape.solid, shape.dashed, shape.thin]).toEqual(['', '', '']);
    expect(shape.dots.map(({ ys, joined }) => [ys, joined])).toEqual([
      [[5], null],
      [[450, 350], { y1: 350, y2: 450 }],
      [[], { y1: 10, y2: 20 }],
      [[8], null],
    ]);
  });

  it('is dashed to provisional figures and thin over missing periods', () => {
    const shape = of(one('2020', 5), one('2021', 6, { provisional: true }), one('2024', 7));
    expect(shape.dashed).toBe('M20 5L21 6');
    expect(shape.thin).toBe('M21 6L24 7');
  });

  it('does not join periods of unequal length', () => {
    expect(of(one('2020', 5), one('2021-01-01/P5M', 2)).solid).toBe('');
  });

  it('leads neither into a part of a period nor out of one, but past it', () => {
    const part = (period: string, rest = {}) => one(period, 2, { partUntil: '9 December', ...rest });
    expect(of(one('2020', 5), part('2021')).steps).toEqual([]);
    expect(of(part('2020'), one('2021', 5), part('2022')).steps).toEqual([]);
    expect(of(one('2021', 5), part('2022-01-01/P9M'), one('2022', 7)).solid).toBe('M21 5L22 7');
    expect(of(one('2021', 5), part('2022-01-01/P9M', { breaks: true }), one('2022', 7)).steps).toEqual([]);
  });

  it('leads from the earliest print held to the present value, where both are told apart', () => {
    const revisionFrom = (first: number) => of(mark({ points: [{ at: 18.6 }], first })).dots[0]?.revision;
    expect(revisionFrom(12)).toEqual({ y1: 12, y2: 18.6 });
    expect(revisionFrom(15)).toBeNull();
  });

  it('is cut where it runs through a break of the axis', () => {
    const breaks = [{ y1: 40, y2: 60 }];
    const line = { name: 'China', colour: 0, marks: [one('2020', 10), one('2021', 90), one('2022', 70)] };
    expect(lineShape(line, { ...axes, breaks }).cuts).toEqual([{ x: 20.5, y: 50 }]);
    expect(lineShape(line, axes).cuts).toEqual([]);
  });

  it('leaves out numbers without a place on the axis', () => {
    const shape = lineShape(
      { name: 'China', colour: 0, marks: [one('2020', 0), one('2021', 5)] },
      { ...axes, y: (value) => (value > 0 ? value : null) },
    );
    expect(shape.dots).toHaveLength(1);
  });

  it('has smaller dots where dots lie close', () => {
    const years = (count: number) =>
      of(...Array.from({ length: count }, (_, index) => one(String(2000 + index), index)));
    const wide = lineShape(
      { name: 'China', colour: 0, marks: [one('2020', 5), one('2021', 7)] },
      { ...axes, x: (period) => 40 * (axes.x(period) - 20) },
    );
    expect([radiusOf(wide, 3.5), radiusOf(years(1), 3.5), radiusOf(years(30), 3.5)]).toEqual([
      3.5, 3.5, 1.75,
    ]);
  });
});
