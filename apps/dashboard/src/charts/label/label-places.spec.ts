import fc from 'fast-check';
import { placedLabels, type LabelRoom, type WantedLabel } from './label-places.ts';
import { mark } from '../mark/sample-mark.fixture.ts';
import { textWidth } from './text-width.ts';

const room: LabelRoom = { left: 0, right: 300, top: 0, bottom: 200, size: 12, avoid: [], marks: [] };
const wanted = (rest: Partial<WantedLabel> = {}): WantedLabel => ({
  x: 150,
  top: 100,
  bottom: 100,
  text: '+700%',
  mark: mark(),
  required: true,
  ...rest,
});

describe('a label beside a point', () => {
  it('stands above the point, or below if a line runs above', () => {
    expect(placedLabels([wanted()], room)).toMatchObject([{ x: 150, y: 90, text: '+700%', leader: null }]);
    const avoid = Array.from({ length: 12 }, (_, index) => ({ x: 120 + 5 * index, y: 86 }));
    expect(placedLabels([wanted()], { ...room, avoid })).toMatchObject([
      { x: 150, y: 120, text: '+700%', leader: null },
    ]);
  });

  it('stays within the panel', () => {
    const [label] = placedLabels([wanted({ x: 298 })], room) ?? [];
    expect((label?.x ?? 300) + textWidth('+700%', 12) / 2).toBeLessThanOrEqual(300);
  });

  it('is left out without room, and if required leaves no labels at all', () => {
    const narrow = { ...room, right: 20 };
    expect(placedLabels([wanted({ required: false })], narrow)).toEqual([]);
    expect(placedLabels([wanted()], narrow)).toBeNull();
  });

  it('has a leader where moved away from the point', () => {
    const marks = [80, 100, 115].flatMap((y) => [110, 140, 160, 190].map((x) => ({ x, y })));
    const [label] = placedLabels([wanted({ required: false })], { ...room, marks }) ?? [];
    expect(label?.leader).toMatchObject({ x: 150 });
    expect(label?.y).toBeLessThan(80);
  });

  it('hides a mark only if required', () => {
    const marks = Array.from({ length: 300 }, (_, index) => ({
      x: 10 * (index % 30),
      y: 20 * Math.floor(index / 30),
    }));
    expect(placedLabels([wanted({ required: false })], { ...room, marks })).toEqual([]);
    expect(placedLabels([wanted()], { ...room, marks })).toHaveLength(1);
  });

  it('gives way to required labels', () => {
    const tight = { ...room, top: 76, bottom: 95 };
    const labels = placedLabels([wanted({ required: false, text: 'to 31 May' }), wanted()], {
      ...tight,
      left: 120,
      right: 180,
    });
    expect(labels?.map(({ text }) => text)).toEqual(['+700%']);
  });

  it('keeps the order of nearby points', () => {
    const heights = [100, 92, 90];
    const labels = placedLabels(
      heights.map((y, index) => wanted({ x: 280 + 3 * index, top: y, bottom: y, text: `+${String(y)}%` })),
      room,
    );
    const inOrder = labels?.toSorted((a, b) => b.y - a.y).map(({ text }) => text);
    expect(inOrder).toEqual(['+100%', '+92%', '+90%']);
  });

  it('never overlaps another label', () => {
    const point = fc.record({
      x: fc.integer({ min: 0, max: 300 }),
      top: fc.integer({ min: 0, max: 200 }),
      required: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 12 }), (points) => {
        const labels = placedLabels(
          points.map(({ x, top, required }) => wanted({ x, top, bottom: top, required })),
          room,
        );
        const size = textWidth('+700%', 12);
        labels?.forEach((label, index) => {
          for (const other of labels.slice(index + 1))
            expect(Math.abs(label.x - other.x) >= size || Math.abs(label.y - other.y) >= 12).toBe(true);
        });
      }),
    );
  });
});
