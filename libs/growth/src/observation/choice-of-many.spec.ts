import fc from 'fast-check';
import { MOST_WEIGHED } from './alike-prints.ts';
import { choosePrint, decide } from './choice.ts';
import type { Figure } from './figure.ts';
import { parsePrint } from './parsed-print.ts';
import { comparePrints } from './print-order.ts';
import { standingPrints } from './standing-prints.ts';
import { figure, growth } from '../spec/figures.ts';
import { naiveChoice } from '../spec/naive-choice.ts';
import { allStates, factsOf, KNOWN } from '../spec/series.ts';
import { assembleState } from '../state/assemble.ts';
import { addFigure, removeFigure } from '../state/corrections.ts';
import { printedSides } from '../state/printed-sides.ts';

/** Prints of one rate that often repeat, meet, settle or contradict one another. */
const rates = fc.uniqueArray(
  fc
    .record({
      source: fc.constantFrom('a', 'b'),
      id: fc.integer({ min: 0, max: 60 }).map(String),
      said: fc.constantFrom<Partial<Figure>>(
        { value: '350', wording: 'percent' },
        { value: '450', wording: 'percent' },
        { value: '450', wording: 'percent', qualifier: 'about' },
        { value: '4.5', wording: 'up-by-times', unit: 'times' },
        { value: '4.5', wording: 'ambiguous-times', unit: 'times' },
        { value: '4.50', wording: 'ambiguous-times', unit: 'times' },
        { value: '5', wording: 'ambiguous-times', unit: 'times' },
        { value: '4', wording: 'to-times', unit: 'times' },
        { value: '300', valueHigh: '500', wording: 'percent', qualifier: 'range' },
        { value: null, absence: 'suppressed' },
      ),
      status: fc.constantFrom('preliminary' as const, 'final' as const, 'revised' as const),
      publishedAt: fc.constantFrom('2020-06', '2020-06-30', '2020-07-01', '2020-08-01', '2021', '_U'),
      kind: fc.constantFrom('official' as const, 'agency' as const, 'repost' as const),
    })
    .map(({ said, ...rest }) => growth('1', { ...said, ...rest })),
  { maxLength: 12, selector: ({ source, id }) => `${source}#${id}` },
);

const witnesses = fc.option(
  fc.constantFrom(345n, 400n, 449n).map((low) => ({
    interval: { low: { n: low, d: 1n }, high: { n: low + 3n, d: 1n } },
    events: [{ source: 'levels', id: String(low) }],
  })),
);

const inOrder = (some: readonly Figure[]) => some.map(parsePrint).sort(comparePrints);

describe('the choice among what prints say', () => {
  it('is that of the definition, which compares each print with each other one', () => {
    fc.assert(
      fc.property(rates, witnesses, (some, witness) => {
        const prints = inOrder(some);
        const [expected, found] = [naiveChoice(prints, witness), decide(prints, witness)];
        const told = found && {
          choice: { ...found.choice, print: found.choice.print.figure.id },
          repeats: prints.filter((print) => found.repeats.has(print)),
          conflicts: prints.filter((print) => found.conflicts.has(print)),
          best: found.best,
        };
        const { settledBy, readings, conflicting, contradictedBy, print } = expected?.choice ?? {};
        expect(told).toEqual(
          expected && {
            choice: {
              ...{ settledBy, readings, conflicting, print: print?.figure.id },
              ...(contradictedBy && { contradictedBy }),
            },
            repeats: prints.filter((one) => expected.repeats.has(one)),
            conflicts: prints.filter((one) => expected.conflicts.has(one)),
            best: expected.best,
          },
        );
        expect(choosePrint(prints, witness)).toEqual(found?.choice);
      }),
      { numRuns: 2_000 },
    );
  });
});

/** Levels of 2020, the earlier ones with the smaller numbers, of two kinds. */
const levels = (count: number): Figure[] =>
  Array.from({ length: count }, (_, at) =>
    figure({
      id: `level-${String(at)}`,
      value: String(1_000 + at),
      publishedAt: new Date(Date.UTC(2021, 0, 1) + at * 60_000).toISOString(),
      kind: at % 2 === 0 ? 'official' : 'repost',
    }),
  );

describe(`of more than ${String(MOST_WEIGHED)} different prints of one figure`, () => {
  it('the first in the order of prints are weighed, whenever they came', () => {
    const all = levels(MOST_WEIGHED + 40);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(all, { minLength: MOST_WEIGHED - 5 }),
        fc.shuffledSubarray(all, { maxLength: 30 }),
        (arrived, taken) => {
          const facts = factsOf(arrived);
          const isTaken = new Set(taken);
          for (const one of taken) removeFigure(facts, one);
          const left = all.filter((one) => arrived.includes(one) && !isTaken.has(one));
          expect(allStates(facts)).toEqual(allStates(factsOf(left)));
          const weighed = inOrder(left).slice(0, MOST_WEIGHED);
          const expected = naiveChoice(weighed, null)?.choice;
          const { level, flags } = assembleState(facts, '2020', KNOWN);
          expect(level.reported?.from?.id).toBe(expected?.print.figure.id);
          expect(flags.includes('conflicting-prints')).toBe(expected?.conflicting);
          expect(level.reported?.contradictedBy?.from.id).toBe(expected?.contradictedBy?.print.figure.id);
          const [side] = printedSides(facts, '2020');
          expect(side?.unweighed).toBe(left.length - weighed.length);
          expect(side?.prints).toHaveLength(left.length);
        },
      ),
      { numRuns: 8 },
    );
  });

  it('one that is set aside counts once a better one is withdrawn', () => {
    const [contradicted, ...others] = levels(MOST_WEIGHED);
    const repost = figure({ value: '9', kind: 'repost', publishedAt: '2000', id: 'first' });
    const last = figure({ value: '9', kind: null, publishedAt: '2022', id: 'last' });
    const officials = others.map((one) => ({ ...one, kind: 'official' as const }));
    const facts = factsOf([contradicted!, ...officials, repost, last]);
    const conflicts = () => assembleState(facts, '2020', KNOWN).flags.includes('conflicting-prints');
    expect(conflicts()).toBe(false);
    removeFigure(facts, officials[0]!);
    removeFigure(facts, repost);
    expect(conflicts()).toBe(true);
    addFigure(facts, officials[0]!);
    expect(conflicts()).toBe(false);
  });

  it('alike ones count as one', () => {
    const [one, ...others] = levels(MOST_WEIGHED);
    const alike = Array.from({ length: 2_000 }, (_, at) => ({ ...one!, id: `again-${String(at)}` }));
    const [side] = printedSides(factsOf([one!, ...others, ...alike]), '2020');
    expect(side?.unweighed).toBe(0);
  });
});

/** Counts how often the publication of a print is asked for: each comparison of prints does. */
function counting(figures: readonly Figure[]): { readonly figures: readonly Figure[]; asked: () => number } {
  let asked = 0;
  const counted = figures.map((one) =>
    Object.defineProperty({ ...one }, 'publishedAt', {
      enumerable: true,
      get: () => {
        asked += 1;
        return one.publishedAt;
      },
    }),
  );
  return { figures: counted, asked: () => asked };
}

describe('the work of one more print of a figure', () => {
  const times = (count: number, of: (at: number) => Partial<Figure>) =>
    Array.from({ length: count }, (_, at) => figure({ id: `p${String(at)}`, ...of(at) }));
  const shapes = {
    'alike prints': () => ({}),
    'alike prints of two kinds': (at: number) => ({ kind: at % 2 ? 'repost' : 'official' }) as const,
    'alike prints of one repost': (at: number) => ({ kind: at === 5 ? 'repost' : 'official' }) as const,
    'a `_U` period': (at: number) => ({ period: '_U', value: String(at % 40) }),
  };

  it.each(Object.entries(shapes))('does not grow with their number: %s', (_name, of) => {
    const work = (count: number): number => {
      const { figures, asked } = counting(times(count, of));
      const facts = factsOf([]);
      for (const one of figures) {
        addFigure(facts, one);
        assembleState(facts, one.period, KNOWN);
      }
      return asked() / count;
    };
    const [few, many] = [work(500), work(8_000)];
    // A binary search takes four steps more.
    expect(many / few).toBeLessThan(2);
  });

  it('is bounded where all differ in two kinds', () => {
    const facts = factsOf([]);
    for (const one of levels(3_000)) {
      addFigure(facts, one);
      assembleState(facts, '2020', KNOWN);
    }
    expect(assembleState(facts, '2020', KNOWN).level.reported?.value).toBe('3998');
  });

  it('is bounded for a thousand wordings beside a thousand numbers', () => {
    const facts = factsOf([]);
    for (let at = 0; at < 2_000; at += 1) {
      const value = `${String(1 + (at % 90))}.${String(at).padStart(4, '0')}`;
      const wording = at % 2 ? ({ unit: 'times', wording: 'ambiguous-times' } as const) : {};
      addFigure(facts, growth(value, { ...wording, id: `w${String(at)}` }));
    }
    expect(assembleState(facts, '2020', KNOWN).growth.GY?.reported).toBeDefined();
    const decision = decide(inOrder([growth('1'), growth('2')]), null);
    expect(decision && standingPrints(decision)).toHaveLength(2);
  });
});
