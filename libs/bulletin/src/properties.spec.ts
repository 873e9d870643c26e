import fc from 'fast-check';
import { causalWordIn } from '@silkgauge/contract';
import { fileWorld } from './spec/event-world.fixture.ts';
import { gacc, level, print, told, ZONE } from './spec/events.fixture.ts';
import { numerals, sentencesOf } from './spec/told.fixture.ts';
import type { Sentence, Telling } from './bulletin.ts';
import { scaledOf } from '@silkgauge/words';

const SERIES = [
  gacc('_T'),
  gacc('X'),
  gacc('M'),
  ZONE,
  ZONE.replaceAll('ZAEZ', 'OTHER'),
  ZONE.replace('CNY', 'USD'),
];
const PERIODS = ['2020-S1', '2019-S1', '2020', '2020-03', '2020-02', '2020-01-01/P5M', '_U'];

const decimal = fc
  .tuple(fc.integer({ min: -99_999, max: 9_999_999 }), fc.nat(3))
  .map(([digits, scale]) => (digits / 10 ** scale).toFixed(scale));
const positive = decimal.map((value) => value.replace('-', ''));
const common = {
  period: fc.constantFrom(...PERIODS),
  status: fc.constantFrom('unspecified', 'preliminary', 'revised', 'forecast', 'final'),
  publishedAt: fc.constantFrom('2020-07-16', '2020-08-01', '2021', '_U'),
  qualifier: fc.constantFrom('exact', 'over', 'under', 'about'),
};
const series = fc.constantFrom(...SERIES);
const currencyOf = (key: string): string => key.slice(key.lastIndexOf('.') + 1);

const levels = fc
  .tuple(
    fc.record({
      ...common,
      value: positive,
      multiplier: fc.constantFrom('1', '1000', '10000', '1000000', '1000000000'),
    }),
    series,
  )
  .map(([members, key]) => level(members.value, { ...members, unit: currencyOf(key) }, key));
const rates = fc
  .tuple(
    fc.record({ ...common, value: decimal, comparison: fc.constantFrom('GY', 'GY', 'G1', '_U') }),
    series,
  )
  .filter(
    ([{ value, comparison, period }]) => Number(value) > -100 && !(period === '_U' && comparison === 'G1'),
  )
  .map(([members, key]) => print(members, key));
const multiples = fc
  .tuple(
    fc.record({
      ...common,
      value: fc.constantFrom('2', '4.5', '1.25'),
      wording: fc.constantFrom('up-by-times', 'to-times', 'fold', 'ambiguous-times'),
    }),
    series,
  )
  .map(([members, key]) => print({ ...members, unit: 'times', quote: 'thanks to 5 times more' }, key));
const events = fc.array(fc.oneof(levels, rates, rates, multiples), { minLength: 1, maxLength: 12 });

const TELL = ['level', 'growth', 'base', 'share', 'contribution'];
/** Tells all there is of these events, by every way of telling. */
function tellAll(some: readonly object[]): Telling {
  const figures = SERIES.flatMap((key, at) =>
    PERIODS.map((period, row) => ({
      id: `f${String(at)}-${String(row)}`,
      say: 'figure',
      of: `${key}/${period}`,
      tell: TELL,
    })),
  );
  const others = PERIODS.flatMap((period, row) => [
    {
      id: `flows${String(row)}`,
      say: 'flows',
      total: gacc('_T'),
      exports: gacc('X'),
      imports: gacc('M'),
      period,
    },
    {
      id: `rank${String(row)}`,
      say: 'compare',
      of: [gacc('X'), gacc('M')].map((key) => `${key}/${period}`),
      by: row % 2 === 0 ? 'growth' : 'level',
    },
    {
      id: `rev${String(row)}`,
      say: 'revision',
      of: `${ZONE}/${period}`,
      member: row % 2 === 0 ? 'level' : 'growth',
    },
  ]);
  const world = fileWorld(some);
  const first = told(world, figures);
  const second = told(world, others);
  return {
    ...first,
    en: { ...first.en, paragraphs: [...first.en.paragraphs, ...second.en.paragraphs] },
    zh: { ...first.zh, paragraphs: [...first.zh.paragraphs, ...second.zh.paragraphs] },
  };
}

const same = (sentence: Sentence): readonly string[] =>
  [...new Set(numerals(sentence).map(({ ref, value }) => JSON.stringify([ref, value])))].sort();
/** The numbers that a sentence shows, as digits and the power of ten of the last that is no zero. */
const shown = (sentence: Sentence): readonly string[] =>
  [
    ...new Set(
      numerals(sentence).map(({ digits, power }) => {
        const { digits: plain, exponent } = scaledOf(digits.replaceAll(',', ''));
        let whole = plain;
        let last = exponent + power;
        for (; whole !== 0n && whole % 10n === 0n; whole /= 10n) last += 1;
        return whole === 0n ? '0' : `${String(whole)}e${String(last)}`;
      }),
    ),
  ].sort();

describe('whatever is told', () => {
  it('has the same refs and values and shows the same numbers in both languages, no causal word and no digit of its own', () => {
    let count = 0;
    fc.assert(
      fc.property(events, (some) => {
        const telling = tellAll(some);
        const [en, zh] = [sentencesOf(telling, 'en'), sentencesOf(telling, 'zh')];
        expect(zh.map(({ id }) => id)).toEqual(en.map(({ id }) => id));
        for (const [at, sentence] of en.entries()) {
          const other = zh[at];
          if (!other) throw new Error('No such sentence');
          expect(same(other)).toEqual(same(sentence));
          expect(shown(other)).toEqual(shown(sentence));
          count += 1;
        }
        for (const { segments, text } of [...en, ...zh]) {
          expect(text).toBe(
            segments
              .map((segment) => segment.text)
              .join('')
              .trim(),
          );
          const own = segments.filter(({ type }) => type !== 'quote');
          expect(causalWordIn(own.map((segment) => segment.text).join(' '))).toBeUndefined();
          for (const { type, text: words } of segments)
            if (['text', 'mark', 'attribution'].includes(type)) expect(words).not.toMatch(/\p{Nd}/u);
        }
      }),
      { numRuns: 150 },
    );
    expect(count).toBeGreaterThan(300);
  });

  it('is the same where the same is told again', () => {
    fc.assert(
      fc.property(events, (some) => {
        expect(tellAll(some)).toEqual(tellAll(some));
      }),
      { numRuns: 20 },
    );
  });

  it('shows printed digits as they were printed', () => {
    fc.assert(
      fc.property(events, (some) => {
        for (const numeral of sentencesOf(tellAll(some), 'en').flatMap(numerals)) {
          if (!('printed' in numeral.ref)) continue;
          const { unit } = numeral;
          const isMultiple = numeral.ref.quote === 'thanks to 5 times more';
          if (unit === 'percent' && !isMultiple)
            expect([numeral.ref.printed, numeral.ref.printed.replace('-', '')]).toContain(
              numeral.digits.replaceAll(',', ''),
            );
        }
      }),
      { numRuns: 50 },
    );
  });
});
