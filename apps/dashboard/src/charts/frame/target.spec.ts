import { mark } from '../mark/sample-mark.fixture.ts';
import { targetAfter, targetAt, targetNear, type MarkTarget } from './target.ts';

const target = (lane: number, x: number, y = 0): MarkTarget => ({
  mark: mark({ name: `${String(lane)} ${String(x)}` }),
  lane,
  x,
  y,
  areas: [{ x: x - 12, y: y - 12, width: 24, height: 24 }],
});

describe('arrow keys', () => {
  const bars = [target(0, 5), target(0, 9), target(0, 2)];
  const lines = [target(0, 10), target(0, 20), target(0, 30), target(1, 12), target(1, 29)];

  it.each([
    ['ArrowDown', 0, 1],
    ['ArrowRight', 0, 1],
    ['ArrowUp', 0, 0],
    ['ArrowLeft', 2, 1],
    ['Home', 2, 0],
    ['End', 0, 2],
    ['Enter', 0, null],
  ])('%s from bar %d leads to %s', (key, from, to) => {
    expect(targetAfter(bars, from, key)).toBe(to);
  });

  it.each([
    ['ArrowRight', 2, 2],
    ['ArrowDown', 2, 4],
    ['ArrowDown', 0, 3],
    ['ArrowUp', 4, 2],
    ['ArrowUp', 0, 0],
    ['End', 3, 4],
    ['Home', 4, 3],
  ])('%s among lines from %d leads to %s', (key, from, to) => {
    expect(targetAfter(lines, from, key)).toBe(to);
  });
});

describe('a pointer', () => {
  it('finds the nearest of the targets below', () => {
    const near = target(0, 100, 50);
    const far = target(1, 110, 55);
    expect(targetAt([far, near], 103, 50)).toBe(near);
    expect(targetAt([far, near], 300, 50)).toBeNull();
  });

  it('reads the nearest value in reach, and none far from all', () => {
    const [left, right] = [target(0, 100, 50), target(0, 200, 50)];
    expect(targetNear([left, right], 140, 60)).toBe(left);
    expect(targetNear([left, right], 160, 20)).toBe(right);
    expect(targetNear([left, right], 100, 140)).toBeNull();
    expect(targetNear([], 0, 0)).toBeNull();
  });

  it('reads what it is on before what is nearer', () => {
    const wide = { ...target(0, 300), areas: [{ x: 0, y: 0, width: 600, height: 20 }] };
    expect(targetNear([wide, target(1, 15, 40)], 15, 10)).toBe(wide);
  });
});
