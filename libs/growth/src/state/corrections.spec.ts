import fc from 'fast-check';
import { affectedKeys } from './affected.ts';
import { assembleState } from './assemble.ts';
import { addFigure, correctedPrints, correctionOf, removeFigure } from './corrections.ts';
import type { Figure, FigureIdentity } from '../observation/figure.ts';
import { figure, growth } from '../spec/figures.ts';
import { allStates, factsOf, KNOWN } from '../spec/series.ts';
import type { SeriesFacts } from './series-facts.ts';

const named = ({ source, id }: FigureIdentity) => ({ corrects: { source, id } });
const levelOf = (facts: SeriesFacts): string | null | undefined =>
  assembleState(facts, '2020', KNOWN).level.reported?.value;
const idsOf = (all: readonly FigureIdentity[]): string[] => all.map(({ id }) => id).sort();

describe('a print that corrects another one', () => {
  const wrong = figure({ id: 'wrong', value: '47.2', status: 'final', publishedAt: '2022' });
  const right = figure({ id: 'right', value: '4.72', ...named(wrong) });

  it.each([
    ['after it', [wrong, right]],
    ['before it', [right, wrong]],
  ])('takes its place, whatever the order of prints says: it came %s', (_when, arrived) => {
    const facts = factsOf(arrived);
    expect(levelOf(facts)).toBe('4.72');
    expect(assembleState(facts, '2020', KNOWN).flags).toEqual([]);
    expect(idsOf(correctedPrints(facts, '2020'))).toEqual(['wrong']);
    expect(correctionOf(facts, wrong)).toEqual({ source: 'spec', id: 'right' });
    expect(correctionOf(facts, right)).toBeUndefined();
  });

  it.each([
    ['after it', [wrong, right]],
    ['before it', [right, wrong]],
  ])('brings it back when it is withdrawn: it came %s', (_when, arrived) => {
    const facts = factsOf(arrived);
    expect(removeFigure(facts, right)).toBe(true);
    expect(levelOf(facts)).toBe('47.2');
    expect(correctedPrints(facts, '2020')).toEqual([]);
    expect(removeFigure(facts, right)).toBe(false);
  });

  it('is a print like others where the corrected one never comes, or is withdrawn', () => {
    expect(levelOf(factsOf([right]))).toBe('4.72');
    const facts = factsOf([wrong, right]);
    expect(removeFigure(facts, wrong)).toBe(true);
    expect(removeFigure(facts, wrong)).toBe(false);
    removeFigure(facts, right);
    expect(levelOf(facts)).toBeUndefined();
  });

  it('may be corrected itself, and still corrects', () => {
    const third = figure({ id: 'third', value: '5', publishedAt: '2019', ...named(right) });
    const facts = factsOf([wrong, right, third]);
    expect(levelOf(facts)).toBe('5');
    removeFigure(facts, third);
    expect(levelOf(facts)).toBe('4.72');
    addFigure(facts, third);
    removeFigure(facts, right);
    expect(levelOf(facts)).toBe('47.2');
  });

  it('may have another comparison, which then has no state of its own', () => {
    const unstated = growth('12', { id: 'unstated', comparison: '_U' });
    const facts = factsOf([unstated, growth('12', { id: 'stated', ...named(unstated) })]);
    const { growth: found, flags } = assembleState(facts, '2020', KNOWN);
    expect(Object.keys(found)).toEqual(['GY']);
    expect(flags).toEqual([]);
  });

  it.each([
    ['another period', figure({ ...wrong, period: '2021' })],
    ['another measure', growth('5', { id: 'wrong' })],
  ])('has no effect on a print of %s', (_what, other) => {
    const facts = factsOf([other, right]);
    expect(correctedPrints(facts, other.period)).toEqual([]);
    expect(allStates(facts)).toEqual(allStates(factsOf([right, other])));
    expect(correctionOf(facts, other)).toBeUndefined();
  });

  it('corrects nothing in a circle, which a print outside still corrects', () => {
    const one = figure({ id: 'a', value: '1', corrects: { source: 'spec', id: 'b' } });
    const two = figure({ id: 'b', value: '2', publishedAt: '2022', ...named(one) });
    expect(levelOf(factsOf([one, two]))).toBe('2');
    const facts = factsOf([one, two, figure({ id: 'c', value: '3', publishedAt: '2019', ...named(two) })]);
    expect(idsOf(correctedPrints(facts, '2020'))).toEqual(['b']);
    expect(levelOf(facts)).toBe('1');
  });

  it('is settled with two sources of the same correction, of which one goes', () => {
    const again = figure({ id: 'again', value: '4.72', ...named(wrong) });
    const facts = factsOf([again, wrong, right]);
    expect(correctionOf(facts, wrong)).toEqual({ source: 'spec', id: 'again' });
    removeFigure(facts, again);
    expect(correctionOf(facts, wrong)).toEqual({ source: 'spec', id: 'right' });
    expect(levelOf(facts)).toBe('4.72');
  });
});

/** Every order of a list. */
function ordersOf<T>(all: readonly T[]): readonly (readonly T[])[] {
  if (all.length < 2) return [all];
  return all.flatMap((one, at) => ordersOf(all.toSpliced(at, 1)).map((rest) => [one, ...rest]));
}

const IDS = ['a', 'b', 'c', 'd', 'never'];

/** Four prints of one figure, each of which may correct any print: chains, circles, prints that never come. */
const corrections: fc.Arbitrary<readonly Figure[]> = fc
  .tuple(...IDS.slice(0, 4).map(() => fc.option(fc.constantFrom(...IDS))))
  .map((targets) =>
    targets.map((target, at) =>
      figure({
        id: IDS[at] ?? '',
        value: String(10 * (at + 1)),
        publishedAt: `202${String(at)}`,
        ...(target !== null && { corrects: { source: 'spec', id: target } }),
      }),
    ),
  );

it('every order of arrival gives the same state, also after a withdrawal', () => {
  fc.assert(
    fc.property(corrections, fc.nat({ max: 3 }), (prints, gone) => {
      const [first, ...others] = ordersOf(prints).map(factsOf);
      const told = (facts: SeriesFacts) => [
        allStates(facts),
        prints.map((print) => correctionOf(facts, print)),
        idsOf(correctedPrints(facts, '2020')),
      ];
      const expected = told(first!);
      for (const facts of others) expect(told(facts)).toEqual(expected);
      const left = told(factsOf(prints.toSpliced(gone, 1)));
      for (const facts of [first!, ...others]) {
        removeFigure(facts, prints[gone]!);
        expect(told(facts).slice(0, 1)).toEqual(left.slice(0, 1));
        expect(told(facts).slice(2)).toEqual(left.slice(2));
      }
    }),
  );
});

describe('the work of one more correction of a figure', () => {
  const shapes = {
    'of one print': () => 'c0',
    'of the one before': (at: number) => `c${String(at - 1)}`,
    'of the one to come': (at: number) => `c${String(at + 1)}`,
  };

  it.each(Object.entries(shapes))('does not grow with their number: %s', (_name, of) => {
    const work = (count: number): number => {
      const facts = factsOf([]);
      let asked = 0;
      for (let at = 0; at < count; at += 1) {
        const corrects = { source: 'spec', id: of(at) };
        const one = Object.defineProperty(figure({ id: `c${String(at)}` }), 'corrects', {
          get: () => {
            asked += 1;
            return corrects;
          },
        });
        addFigure(facts, one);
        affectedKeys(facts, one);
        assembleState(facts, '2020', KNOWN);
      }
      return asked / count;
    };
    expect(work(4_000) / work(400)).toBeLessThan(1.5);
  });
});
