import fc from 'fast-check';
import { compactFigure } from './compact-figure.ts';
import type { Figure } from './figure.ts';
import { figure, figures } from '../spec/figures.ts';

const MEMBERS = [
  ...Object.keys(figure()),
  'publisher',
  'corrects',
  'absence',
  'break',
] as readonly (keyof Figure)[];
const membersOf = (one: Figure) => Object.fromEntries(MEMBERS.map((name) => [name, one[name]]));

describe('a compact figure', () => {
  it('equals the figure in every member', () => {
    fc.assert(
      fc.property(figures, (some) => {
        expect(some.map((one) => membersOf(compactFigure(one)))).toEqual(some.map(membersOf));
      }),
    );
  });

  it('has its period normalised', () => {
    expect(compactFigure(figure({ period: '2020-02-01/P29D' })).period).toBe('2020-02');
  });
});
