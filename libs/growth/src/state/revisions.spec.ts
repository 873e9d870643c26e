import fc from 'fast-check';
import { addFigure } from './corrections.ts';
import type { Figure } from '../observation/figure.ts';
import { compareRationals, showRational } from '../number/rational.ts';
import {
  seriesRevisions,
  summariseRevisions,
  type FigureRevisions,
  type MeasureRevisions,
  type RevisionSummary,
} from './revisions.ts';
import { ambiguous, figure, figures, growth } from '../spec/figures.ts';
import { naiveRevisions } from '../spec/naive-revisions.ts';
import { factsOf } from '../spec/series.ts';

const JANUARY = { status: 'preliminary', publishedAt: '2022-01-14' } as const;
const JULY = { status: 'final', publishedAt: '2022-07-24' } as const;

/** The record of a series, its steps taken at once. */
function recordOf(facts: Parameters<typeof seriesRevisions>[0]): readonly MeasureRevisions[] {
  const steps = seriesRevisions(facts);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
const measured = (...some: readonly Figure[]) => recordOf(factsOf(some));
function only(...some: readonly Figure[]): FigureRevisions {
  const [measure, another] = measured(...some);
  const [one, more] = measure?.figures ?? [];
  if (!one || more || another) throw new Error('one figure of one measure was meant');
  return one;
}
const shown = ({ first, latest, revisions, revision, days }: FigureRevisions) => ({
  first: showRational(first.reading.value, 2, 'half-away'),
  latest: showRational(latest.reading.value, 2, 'half-away'),
  revisions,
  revision: revision && showRational(revision, 4, 'half-away'),
  days,
});

describe('the revisions of a figure', () => {
  it('of growth are in points: +15 in January, +18.6 in July', () => {
    const year = { period: '2021' } as const;
    expect(shown(only(growth('15', { ...year, ...JANUARY }), growth('18.6', { ...year, ...JULY })))).toEqual({
      first: '15.00',
      latest: '18.60',
      revisions: 1,
      revision: '3.6000',
      days: 191,
    });
  });

  it('of a level are in percent of the first: 1.98 trillion, then 1.92', () => {
    const year = { period: '2021', multiplier: '1000000000000' } as const;
    const { revision } = only(
      figure({ ...year, ...JANUARY, value: '1.98' }),
      figure({ ...year, ...JULY, value: '1.92' }),
    );
    expect(revision && showRational(revision, 4, 'half-away')).toBe('-3.0303');
  });

  it('of a negative level keep the sign of the change; of zero there is no percentage', () => {
    const from = (value: string) =>
      only(figure({ value, ...JANUARY }), figure({ value: '50', ...JULY })).revision;
    expect(from('-100') && showRational(from('-100')!, 1, 'half-away')).toBe('150.0');
    expect(from('0')).toBeNull();
  });

  it('count a corrected print until its correction was published', () => {
    const wrong = figure({ id: 'wrong', value: '47.2', publishedAt: '2022-01-14' });
    const corrects = { source: wrong.source, id: wrong.id };
    const right = figure({ value: '4.72', publishedAt: '2022-01-20', corrects });
    const again = figure({ value: '47.2', publishedAt: '2022-01-18', kind: 'repost' });
    expect(shown(only(right, wrong, again))).toEqual({
      first: '47.20',
      latest: '4.72',
      revisions: 1,
      revision: '-90.0000',
      days: 6,
    });
  });

  it('do not count the same digits again, in any kind and status', () => {
    const again = only(
      growth('15', JANUARY),
      growth('15', { ...JANUARY, publishedAt: '2022-03-09', kind: 'agency' }),
      growth('15', JULY),
    );
    expect(shown(again)).toMatchObject({ revisions: 0, revision: '0.0000', days: 191 });
  });

  it('do not count other digits that meet in the same status, but count a final 2.1 after a preliminary 2.11', () => {
    const finer = { ...JANUARY, publishedAt: '2022-02-01' };
    expect(only(growth('2.1', JANUARY), growth('2.11', finer)).revisions).toBe(0);
    expect(shown(only(growth('2.11', JANUARY), growth('2.1', JULY)))).toMatchObject({
      revisions: 1,
      revision: '-0.0100',
    });
  });

  it('count a change and its reversal, though the revision is zero', () => {
    const back = only(
      growth('15', JANUARY),
      growth('18', { ...JANUARY, publishedAt: '2022-03-01' }),
      growth('15', JULY),
    );
    expect(shown(back)).toMatchObject({ revisions: 2, revision: '0.0000' });
  });

  it('do not count other digits of a weaker kind', () => {
    const official = growth('26.2', { publishedAt: '2020-07-16' });
    const journal = growth('28.7', { publishedAt: '2021-12-17', kind: 'repost' });
    expect(only(official, journal).revisions).toBe(0);
  });

  it('flip the sign only from a rise to a fall or back', () => {
    const flips = (first: string, last: string) => only(growth(first, JANUARY), growth(last, JULY)).signFlip;
    expect([flips('0.2', '-0.1'), flips('-3', '1'), flips('3', '1'), flips('0.0', '-1')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('leave out forecasts, prints without a publication time, and prints with two readings', () => {
    const left = measured(
      growth('9', { status: 'forecast' }),
      growth('8', { publishedAt: '_U' }),
      ambiguous('4.5', { period: '2019' }),
      growth('40', { period: '2018', valueHigh: '50', qualifier: 'range' }),
      growth('7', { comparison: '_U' }),
      growth('6', { period: '_U' }),
    );
    expect(left).toEqual([]);
  });

  it('are kept by measure and comparison', () => {
    const all = measured(
      figure({ period: '2020-02' }),
      growth('1', { period: '2020-02' }),
      growth('2', { period: '2020-02', comparison: 'G1' }),
      growth('3', { period: '2020-03' }),
    );
    expect(all.map((one) => [one.measure, one.comparison, one.figures.map(({ period }) => period)])).toEqual([
      ['level', null, ['2020-02']],
      ['growth', 'G1', ['2020-02']],
      ['growth', 'GY', ['2020-02', '2020-03']],
    ]);
  });
});

const then = (period: string, first: string, last: string): FigureRevisions =>
  only(growth(first, { ...JANUARY, period }), growth(last, { ...JULY, period }));

describe('the record of a measure', () => {
  it('is mean, mean absolute, flips and days of the revised figures', () => {
    const record = summariseRevisions([
      then('2021', '15', '18.6'),
      then('2020', '5', '4.2'),
      then('2019', '7', '7'),
    ]);
    expect(record).toEqual({
      figures: 3,
      revised: 2,
      meanRevision: '1.4000',
      meanAbsoluteRevision: '2.2000',
      medianRevision: '1.4000',
      upward: 1,
      signFlips: 0,
      meanDays: '191.0000',
      maxDays: 191,
    } satisfies RevisionSummary);
  });

  it('has the middle revision, which one large revision does not move', () => {
    const of = [then('2021', '1', '2'), then('2020', '1', '4'), then('2019', '5', '405')];
    expect(summariseRevisions(of)).toMatchObject({ medianRevision: '3.0000', meanRevision: '134.6667' });
    expect(summariseRevisions([...of, then('2018', '1', '3')]).medianRevision).toBe('2.5000');
    expect(summariseRevisions(of.slice(0, 1)).medianRevision).toBe('1.0000');
  });

  it('rounds half away from zero', () => {
    const halves = ['2001', '2002', '2003'].map((period) => then(period, '1.0000', '1.00005'));
    expect(summariseRevisions(halves).meanRevision).toBe('0.0001');
    const down = [then('2001', '1.0000', '0.99995')];
    expect(summariseRevisions(down).meanRevision).toBe('-0.0001');
  });

  it('has no means where nothing was revised', () => {
    expect(summariseRevisions([then('2019', '7', '7')])).toMatchObject({
      revised: 0,
      meanRevision: null,
      meanAbsoluteRevision: null,
      medianRevision: null,
      upward: 0,
      meanDays: null,
      maxDays: null,
    });
  });
});

/** The figures of `figures` as one series, without figures with a reading settled by others. */
const texts = (some: readonly Figure[]) =>
  recordOf(factsOf(some)).map(({ measure, comparison, figures: of }) => [
    measure,
    comparison,
    of.map((one) => [one.period, shown(one), one.signFlip]),
    summariseRevisions(of),
  ]);

describe('of any prints', () => {
  it('the order of arrival never matters, and a print that arrives twice counts once', () => {
    fc.assert(
      fc.property(figures, fc.infiniteStream(fc.nat()), (some, random) => {
        const shuffled = some
          .map((one) => ({ one, at: random.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one);
        expect(texts([...shuffled, ...some])).toEqual(texts(some));
      }),
    );
  });

  it('a repeat of the chosen digits by a later document is no revision', () => {
    fc.assert(
      fc.property(figures, (some) => {
        for (const { figures: of } of recordOf(factsOf(some))) {
          for (const one of of) {
            const facts = factsOf(some);
            const said = one.latest.print.figure;
            const repeat = { ...said, source: 'later', id: 'again', publishedAt: '2030-01-01' };
            addFigure(facts, { ...repeat, corrects: undefined });
            const same = recordOf(facts)
              .flatMap(({ figures: all }) => all)
              .filter(({ period, latest }) => period === one.period && latest.print.figure.id === said.id);
            expect(same.map(({ revisions }) => revisions)).toContain(one.revisions);
          }
        }
      }),
    );
  });

  it('mean <= mean absolute revision, and flips <= revised <= figures', () => {
    fc.assert(
      fc.property(figures, (some) => {
        for (const { figures: of } of recordOf(factsOf(some))) {
          const record = summariseRevisions(of);
          expect(record.signFlips).toBeLessThanOrEqual(record.revised);
          expect(record.revised).toBeLessThanOrEqual(record.figures);
          expect(record.upward).toBeLessThanOrEqual(record.revised);
          expect(Math.abs(Number(record.meanRevision))).toBeLessThanOrEqual(
            Number(record.meanAbsoluteRevision),
          );
          for (const one of of) {
            const moved = compareRationals(one.first.reading.value, one.latest.reading.value) !== 0;
            if (moved && one.first.print.status !== one.latest.print.status)
              expect(one.revisions).toBeGreaterThan(0);
            expect(one.days).toBeGreaterThanOrEqual(0);
          }
        }
      }),
    );
  });
});

/** Prints of one rate that often repeat, meet, settle or correct one another. */
const prints = fc.uniqueArray(
  fc
    .record({
      source: fc.constantFrom('a', 'b'),
      id: fc.integer({ min: 0, max: 12 }).map(String),
      said: fc.constantFrom<Partial<Figure>>(
        { value: '350' },
        { value: '450' },
        { value: '450.0' },
        { value: '450', qualifier: 'about' },
        { value: '4.5', wording: 'up-by-times', unit: 'times' },
        { value: '4.5', wording: 'ambiguous-times', unit: 'times' },
        { value: null, absence: 'suppressed' },
      ),
      status: fc.constantFrom('preliminary' as const, 'final' as const, 'revised' as const),
      publishedAt: fc.constantFrom('2020-06', '2020-06-30', '2020-07-01', '2020-08-01', '2021', '_U'),
      kind: fc.constantFrom('official' as const, 'agency' as const, 'repost' as const),
      corrects: fc.option(
        fc.record({ source: fc.constantFrom('a', 'b'), id: fc.integer({ min: 0, max: 12 }).map(String) }),
        { nil: undefined, freq: 2 },
      ),
    })
    .map(({ said, corrects, ...rest }) => growth('1', { ...said, ...rest, ...(corrects && { corrects }) })),
  { maxLength: 14, selector: ({ source, id }) => `${source}#${id}` },
);

describe('the choice at each publication', () => {
  it('is that of the definition, which chooses anew among all prints at each instant', () => {
    fc.assert(
      fc.property(prints, (some) => {
        const [one] = recordOf(factsOf(some)).flatMap(({ figures: of }) => of);
        const idOf = ({ figure: { source, id } }: { readonly figure: Figure }) => `${source}#${id}`;
        expect(
          one
            ? {
                ...{ first: idOf(one.first.print), firstSince: one.first.since },
                ...{ latest: idOf(one.latest.print), latestSince: one.latest.since },
                revisions: one.revisions,
              }
            : null,
        ).toEqual(naiveRevisions(some));
      }),
      { numRuns: 2_000 },
    );
  });
});

const dayOf = (at: number): string => new Date(Date.UTC(2000, 0, 1 + at)).toISOString().slice(0, 10);

describe('the revisions of a figure with thousands of prints', () => {
  const shapes: Readonly<Record<string, (at: number) => Partial<Figure>>> = {
    'that differ': (at) => ({ value: String(1_000 + at) }),
    'that repeat the first': () => ({ value: '1000' }),
    'of weaker status than those before': (at) => ({
      value: String(1_000 + at),
      status: at < 600 ? 'final' : 'preliminary',
    }),
    'each of which corrects the one before': (at) => ({
      value: String(1_000 + at),
      ...(at > 0 && { corrects: { source: 'spec', id: `day-${String(at - 1)}` } }),
    }),
  };

  /** Digits, statuses and times of prints that are asked for, a print. */
  const workOf = (count: number, of: (at: number) => Partial<Figure>): number => {
    let asked = 0;
    const counted = Array.from({ length: count }, (_, at) => {
      const one = figure({ id: `day-${String(at)}`, publishedAt: dayOf(at), ...of(at) });
      return new Proxy(one, {
        get: (target, name) => {
          asked += 1;
          return Reflect.get(target, name) as unknown;
        },
      });
    });
    const facts = factsOf(counted);
    asked = 0;
    recordOf(facts);
    return asked / count;
  };

  it.each(Object.entries(shapes))('take work that does not grow with the square: %s', (_name, of) => {
    // Both beyond the number of prints that are weighed; a binary search takes two steps more.
    expect(workOf(10_000, of) / workOf(2_500, of)).toBeLessThan(1.5);
  });

  it('let others have their turn after each print', () => {
    const facts = factsOf(
      Array.from({ length: 10_000 }, (_, at) =>
        figure({ value: String(1_000 + at), publishedAt: dayOf(at) }),
      ),
    );
    let turns = 0;
    const steps = seriesRevisions(facts);
    for (; steps.next().done !== true;) turns += 1;
    expect(turns).toBeGreaterThanOrEqual(10_000);
  });
});
