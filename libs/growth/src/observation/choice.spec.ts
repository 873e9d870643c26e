import fc from 'fast-check';
import { choosePrint, type Choice } from './choice.ts';
import { comparePrints, weakerStatus } from './print-order.ts';
import { parsePrint } from './parsed-print.ts';
import type { Figure } from './figure.ts';
import { ambiguous, figure, figures, growth } from '../spec/figures.ts';
import { addFigure } from '../state/corrections.ts';
import { ALL_PERIODS, factsOf, KNOWN, stateText } from '../spec/series.ts';
import { assembleState } from '../state/assemble.ts';

function choose(...prints: readonly Figure[]): Choice {
  const choice = choosePrint(prints.map(parsePrint).sort(comparePrints), null);
  if (!choice) throw new Error('nothing chosen');
  return choice;
}

/** The better of two prints must win in either order of arrival. */
function expectBetter(better: Figure, worse: Figure): void {
  expect(choose(better, worse).print.figure).toBe(better);
  expect(choose(worse, better).print.figure).toBe(better);
}

describe('the print that counts', () => {
  it('is final or revised before preliminary before unspecified, whenever published', () => {
    const [final, revised, preliminary, unspecified] = (
      ['final', 'revised', 'preliminary', 'unspecified'] as const
    ).map((status, at) => figure({ status, value: String(100 + 10 * at), publishedAt: `202${String(at)}` }));
    expectBetter(final!, preliminary!);
    expectBetter(revised!, preliminary!);
    expectBetter(preliminary!, unspecified!);
  });

  it('is the later of a final and a revised one, and of these the better kind first', () => {
    const final = figure({ status: 'final', value: '110', publishedAt: '2021-03-01' });
    expectBetter(figure({ status: 'revised', publishedAt: '2021-09-01' }), final);
    expectBetter(final, figure({ status: 'revised', publishedAt: '2021-02-01' }));
    expectBetter(final, figure({ status: 'revised', publishedAt: '2021-09-01', kind: 'agency' }));
  });

  it('is final even if a weaker kind printed it', () => {
    const preliminary = figure({ status: 'preliminary' });
    expectBetter(figure({ status: 'final', kind: 'repost', value: '110' }), preliminary);
  });

  it('is never a forecast, not even a better kind, a later one or the only one', () => {
    const sides = (...some: readonly Figure[]) => assembleState(factsOf(some), '2020', KNOWN).level;
    const forecast = figure({ status: 'forecast', value: '130', publishedAt: '2022' });
    const actual = figure({ status: 'unspecified', kind: 'repost', publishedAt: '_U' });
    expect(sides(forecast, actual)).toMatchObject({ reported: { value: '100' }, forecast: { value: '130' } });
    expect(sides(forecast).reported).toBeUndefined();
  });

  it('is the official original before translation before agency before repost before a kind not stated', () => {
    const kinds = (['official', 'translation', 'agency', 'repost', null] as const).map((kind, at) =>
      figure({ kind, value: String(100 + 10 * at), publishedAt: `202${String(at)}` }),
    );
    for (const [at, better] of kinds.slice(0, -1).entries()) expectBetter(better, kinds[at + 1]!);
  });

  it('is the later publication; a coarse time counts as its end, _U as earliest', () => {
    expectBetter(figure({ publishedAt: '2021', value: '110' }), figure({ publishedAt: '2021-12-30' }));
    expectBetter(
      figure({ publishedAt: '2021-02', value: '110' }),
      figure({ publishedAt: '2021-02-27T10:00:00Z' }),
    );
    expectBetter(figure({ publishedAt: '1999', value: '110' }), figure({ publishedAt: '_U' }));
    expectBetter(
      figure({ publishedAt: '2021-03-01T01:00:00+09:00', value: '110' }),
      figure({ publishedAt: '2021-02-28T15:59:59Z' }),
    );
  });

  it('is the finer stated of two publications at the same time', () => {
    expectBetter(figure({ publishedAt: '2021-12-31', value: '110' }), figure({ publishedAt: '2021' }));
    expectBetter(figure({ publishedAt: '2021-12', value: '110' }), figure({ publishedAt: '2021' }));
  });

  it('is decided by identity where every other step is equal', () => {
    expectBetter(figure({ source: 'a', id: '2' }), figure({ source: 'b', id: '1', value: '110' }));
    expectBetter(figure({ source: 'a', id: '1' }), figure({ source: 'a', id: '2', value: '110' }));
  });
});

describe('a repeat of the same digits', () => {
  it('is support, not a new vintage: it does not undo a revision', () => {
    const first = figure({ publishedAt: '2021-01-15', value: '1.69' });
    const revision = figure({ publishedAt: '2021-03-15', value: '1.62' });
    const yearbook = figure({ publishedAt: '2021-05-15', value: '1.69' });
    expect(choose(first, revision, yearbook).print.figure).toBe(revision);
    expect(choose(revision, yearbook).print.figure).toBe(yearbook);
  });

  it('with a better status confirms the digits', () => {
    const revision = figure({ publishedAt: '2021-03-15', value: '1.62' });
    const final = figure({ publishedAt: '2021-05-15', value: '1.69', status: 'final' });
    expect(choose(figure({ value: '1.69' }), revision, final).print.figure).toBe(final);
  });

  it('by another document leaves the first standing', () => {
    const first = figure({ publishedAt: '2021-01-15' });
    const again = figure({ publishedAt: '2021-02-15' });
    const otherwise = figure({ publishedAt: '2021-03-15', value: '0.1', multiplier: '1000' });
    expect(choose(first, again, otherwise).print.figure).toBe(first);
  });

  it('of a superseded vintage by a weaker kind is no conflict with the revision', () => {
    const stale = figure({ kind: 'repost', publishedAt: '2021-04-01', value: '1.69' });
    const choice = choose(
      figure({ value: '1.69' }),
      figure({ publishedAt: '2021-03-15', value: '1.62' }),
      stale,
    );
    expect([choice.print.figure.value, choice.conflicting]).toEqual(['1.62', false]);
  });
});

describe('prints at other precision', () => {
  it('that meet are one vintage: the narrower stands', () => {
    expectBetter(growth('26.17', { kind: 'repost' }), growth('26.2', { publishedAt: '2021-06-01' }));
    expectBetter(figure({ value: '4.720' }), figure({ value: '4.72', publishedAt: '2022' }));
    expectBetter(growth('45'), growth('40', { valueHigh: '50', qualifier: 'range', publishedAt: '2022' }));
  });

  it('that meet in another status are two vintages: a final 2.1 is not the preliminary 2.11', () => {
    const preliminary = growth('2.11', { status: 'preliminary', publishedAt: '2021-03-01' });
    const final = growth('2.1', { status: 'final', publishedAt: '2021-02-01' });
    expectBetter(final, preliminary);
    expectBetter(growth('2.11', { status: 'final' }), growth('2.1', { status: 'final' }));
  });

  it('that meet are one vintage where one is final and one revised', () => {
    const final = growth('2.11', { status: 'final', publishedAt: '2021-02-01' });
    expectBetter(final, growth('2.1', { status: 'revised', publishedAt: '2021-03-01' }));
  });

  it('that do not meet are a revision', () => {
    expectBetter(growth('26.2', { publishedAt: '2021-06-01' }), growth('26.26'));
    expectBetter(growth('26.3', { publishedAt: '2021-06-01' }), growth('26.2'));
  });
});

describe('conflicting prints', () => {
  const official = growth('26.2', { publishedAt: '2020-07-16' });

  it('are a later one of a weaker kind that does not meet the earlier', () => {
    const journal = growth('28.7', { publishedAt: '2020-09-01', kind: 'repost' });
    expect(choose(official, journal)).toMatchObject({ print: { figure: official }, conflicting: true });
  });

  it('conflict even where the later has the better status', () => {
    const journal = growth('28.7', { publishedAt: '2020-09-01', kind: 'repost', status: 'final' });
    expect(choose(official, journal)).toMatchObject({ print: { figure: journal }, conflicting: true });
  });

  it('are two of one source at one instant, of which identity alone decides', () => {
    const [one, other] = [growth('26.2', { id: 'a' }), growth('28.7', { id: 'b' })];
    expect(choose(other, one)).toMatchObject({ print: { figure: one }, conflicting: true });
    const unknown = { publishedAt: '_U' };
    expect(choose(growth('26.2', unknown), growth('28.7', unknown)).conflicting).toBe(true);
    const final = growth('26.2', { id: 'a', status: 'final' });
    expect(choose(final, growth('28.7', { id: 'b', status: 'revised' })).conflicting).toBe(true);
  });

  it('are not two of one source that meet, nor two of which anything else decides', () => {
    const one = growth('26.2', { id: 'a' });
    const others = [
      growth('26.20', { id: 'b' }),
      growth('28.7', { id: 'b', source: 'other' }),
      growth('28.7', { id: 'b', publishedAt: '2021-01-16' }),
      growth('28.7', { id: 'b', publishedAt: '2021-01-15T23:59:59.999Z' }),
      growth('28.7', { id: 'b', status: 'preliminary' }),
    ];
    for (const other of others) expect(choose(one, other).conflicting).toBe(false);
    const later = growth('30', { publishedAt: '2022' });
    expect(choose(one, growth('28.7', { id: 'b' }), later).conflicting).toBe(false);
  });

  it('are not a revision by the same or a better kind, nor prints that meet', () => {
    expect(choose(official, growth('28.7', { publishedAt: '2020-09-01' })).conflicting).toBe(false);
    expect(
      choose(growth('28.7', { kind: 'agency' }), growth('26.2', { publishedAt: '2022' })).conflicting,
    ).toBe(false);
    expect(choose(official, growth('26', { publishedAt: '2020-09-01', kind: 'repost' })).conflicting).toBe(
      false,
    );
    expect(choose(official, growth('28.7', { publishedAt: '_U', kind: 'repost' })).conflicting).toBe(false);
  });
});

describe('an ambiguous wording', () => {
  const readings = (choice: Choice) => choice.readings.map(({ name }) => name);

  it('keeps both readings where nothing settles it', () => {
    expect(readings(choose(ambiguous('4.5')))).toEqual(['up-by-times', 'to-times']);
  });

  it('is settled by an unambiguous print that fits one reading', () => {
    const clear = growth('350', { kind: 'repost', qualifier: 'about' });
    const choice = choose(ambiguous('4.5', { publishedAt: '2022' }), clear);
    expect(choice.readings).toHaveLength(1);
    expect(choice.print.figure).toBe(clear);
    expect(
      readings(
        choose(
          ambiguous('4.5', { publishedAt: '2022' }),
          growth('400', { valueHigh: '500', qualifier: 'range' }),
        ),
      ),
    ).toEqual(['up-by-times']);
  });

  it('is not settled by a print that fits both or neither, or by witnesses that differ', () => {
    const official = ambiguous('4.5', { publishedAt: '2022' });
    const both = growth('300', { valueHigh: '500', qualifier: 'range', kind: 'repost' });
    expect(readings(choose(official, both))).toHaveLength(2);
    expect(readings(choose(official, growth('900', { kind: 'repost' })))).toHaveLength(2);
    const differing = [growth('450', { kind: 'repost' }), growth('350', { kind: 'repost' })];
    expect(readings(choose(official, ...differing))).toHaveLength(2);
  });

  it('is settled by the ratio of the levels', () => {
    const print = parsePrint(ambiguous('4.5'));
    const interval = { low: { n: 440n, d: 1n }, high: { n: 446n, d: 1n } };
    const events = [
      { source: 'b', id: '1' },
      { source: 'a', id: '2' },
    ];
    const choice = choosePrint([print], { interval, events });
    expect(choice && readings(choice)).toEqual(['up-by-times']);
    expect(choice?.settledBy).toEqual([
      { source: 'a', id: '2' },
      { source: 'b', id: '1' },
    ]);
  });

  it('names the print that settled the reading', () => {
    const settling = growth('400', { valueHigh: '500', qualifier: 'range', publishedAt: '2020' });
    const { settledBy } = choose(ambiguous('4.5', { publishedAt: '2022' }), settling);
    expect(settledBy).toEqual([{ source: settling.source, id: settling.id }]);
  });
});

describe('a period that is not stated', () => {
  it('holds every print and chooses none', () => {
    const [one, two] = [
      figure({ period: '_U', status: 'final' }),
      figure({ period: '_U', value: '110', kind: 'repost' }),
    ];
    const { reported } = assembleState(factsOf([one, two]), '_U', KNOWN).level;
    expect(reported).toMatchObject({ value: null, low: null, high: null });
    expect(reported?.readings?.map(({ reading, value }) => [reading, value])).toEqual([
      [`spec#${one.id}`, '100'],
      [`spec#${two.id}`, '110'],
    ]);
  });
});

const shuffled = <T>(some: readonly T[], random: Iterator<number>): readonly T[] =>
  some
    .map((one) => ({ one, at: random.next().value as number }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);

describe('the order of prints', () => {
  const prints = figures.map((some) => some.map(parsePrint));

  it('is total: antisymmetric and transitive', () => {
    fc.assert(
      fc.property(prints, (some) => {
        for (const a of some)
          for (const b of some) {
            const order = Math.sign(comparePrints(a, b));
            expect(order).toBe(-Math.sign(comparePrints(b, a)) + 0);
            expect(order === 0).toBe(a === b);
            if (order >= 0) continue;
            for (const c of some) if (comparePrints(b, c) < 0) expect(comparePrints(a, c)).toBeLessThan(0);
          }
      }),
    );
  });

  it('and the choice do not depend on the order of arrival', () => {
    fc.assert(
      fc.property(figures, fc.infiniteStream(fc.nat()), (some, random) => {
        const rates = some.filter(({ status, unit }) => status !== 'forecast' && unit === 'percent');
        const chosen = (arrived: readonly Figure[]) => {
          const choice = choosePrint(arrived.map(parsePrint).sort(comparePrints), null);
          return choice && { ...choice, print: choice.print.figure };
        };
        expect(chosen(shuffled(rates, random))).toEqual(chosen(rates));
        const [one, another] = [factsOf(some), factsOf(shuffled(some, random))];
        for (const period of ALL_PERIODS) expect(stateText(another, period)).toBe(stateText(one, period));
      }),
    );
  });

  it('is not moved by a print that comes twice', () => {
    fc.assert(
      fc.property(figures, (some) => {
        const facts = factsOf(some);
        const before = ALL_PERIODS.map((period) => stateText(facts, period));
        for (const one of some) addFigure(facts, one);
        expect(ALL_PERIODS.map((period) => stateText(facts, period))).toEqual(before);
      }),
    );
  });
});

it('takes the weakest status of the inputs', () => {
  const strong = ['A', 'R', 'P', '_U', 'F'] as const;
  for (const [at, a] of strong.entries())
    for (const b of strong.slice(at)) {
      expect(weakerStatus(a, b)).toBe(b);
      expect(weakerStatus(b, a)).toBe(b);
    }
});
