import { assembleState } from './assemble.ts';
import { addFigure, setTotal } from './corrections.ts';
import { newSeriesFacts } from '../spec/series.ts';
import type { Figure } from '../observation/figure.ts';
import { readPrint } from '../observation/print.ts';
import { compareRationals } from '../number/rational.ts';
import { partShares, sumOfParts } from '../spec/rules.ts';
import { figure, growth } from '../spec/figures.ts';
import type { StateBody } from './state-body.ts';
import type { SeriesFacts } from './series-facts.ts';

/** Cases in which published figures on cross-border e-commerce disagree, each a series of its own. */

const BILLION = '1000000000';
const TRILLION = '1000000000000';

function seriesOf(...figures: readonly Figure[]): SeriesFacts {
  const facts = newSeriesFacts('US', 'CNY');
  for (const each of figures) addFigure(facts, each);
  return facts;
}

const stateOf = (facts: SeriesFacts, period: string): StateBody =>
  assembleState(facts, period, '2026-01-01T00:00:00.000Z');
const trillion = (value: string, members: Partial<Figure>) =>
  figure({ value, multiplier: TRILLION, ...members });
const rate = (value: string) => readPrint(growth(value))[0]!;
const level = (value: string) => readPrint(figure({ value }))[0]!;

const january = { status: 'preliminary', publishedAt: '2022-03-09', period: '2021' } as const;
const july = { status: 'final', publishedAt: '2022-07-24', period: '2021' } as const;

it('K01: a later journal with 28.7 for the total does not revise 26.2, and 28.7 needs imports of zero', () => {
  const half = { period: '2020-S1' } as const;
  const facts = seriesOf(
    growth('26.2', { ...half, publishedAt: '2020-07-14' }),
    growth('26.2', { ...half, publishedAt: '2020-07-16', kind: 'agency' }),
    growth('26.2', { ...half, publishedAt: '2020-08-18', kind: 'agency' }),
    growth('28.7', { ...half, publishedAt: '2021-12-17', kind: 'repost' }),
  );
  const state = stateOf(facts, '2020-S1');
  expect(state.growth['GY']?.reported?.value).toBe('26.2');
  expect(state.flags).toEqual(['conflicting-prints']);
  const answer = partShares({ whole: rate('28.7'), one: rate('28.7'), other: rate('24.4') });
  expect(answer).toMatchObject({ kind: 'determined', one: { baseShare: { value: expect.anything() } } });
});

it('K02: the final vintage of 2021 replaces level and growth together', () => {
  const facts = seriesOf(
    trillion('1.98', january),
    growth('15', january),
    trillion('1.92', july),
    growth('18.6', july),
    trillion('1.69', { period: '2020', status: 'preliminary', publishedAt: '2021-01-14' }),
  );
  expect(stateOf(facts, '2021')).toMatchObject({
    level: { reported: { value: '1920000000000', status: 'A' } },
    growth: {
      GY: { reported: { value: '18.6' }, computed: { value: '13.6095', status: 'P' }, verdict: 'conflicts' },
    },
    flags: ['implied-base-differs'],
  });
  // K04: the 2020 level was silently cut to about 1.62.
  expect(stateOf(facts, '2020')).toMatchObject({
    level: {
      reported: { value: '1690000000000' },
      implied: { value: '1618887015177', status: 'A' },
      verdict: 'conflicts',
    },
    flags: ['implied-base-differs'],
  });
});

it('K02: a level of one vintage is not mixed with the growth of the other', () => {
  const implied = (...figures: readonly Figure[]) => stateOf(seriesOf(...figures), '2020').level.implied;
  const first = implied(trillion('1.98', january), growth('15', january));
  expect(implied(trillion('1.98', january), growth('15', january), growth('18.6', july))).toEqual(first);
  expect(implied(trillion('1.98', january), growth('15', january), trillion('1.92', july))).toEqual(first);
  expect(implied(trillion('1.98', january), growth('18.6', july))).toMatchObject({
    value: '1669477234401',
    status: 'P',
  });
});

it('K05: a final 2.1 is not the preliminary 2.11; both imply a base of 1.92', () => {
  const prelim = { ...january, period: '2022', publishedAt: '2023-01-20' };
  const final = { ...july, period: '2022', publishedAt: '2023' };
  const facts = seriesOf(
    trillion('2.11', prelim),
    growth('9.8', prelim),
    trillion('2.1', final),
    growth('7.1', final),
    growth('7.1', { ...final, publishedAt: '2023-06-26' }),
    trillion('1.92', july),
  );
  const state = stateOf(facts, '2022');
  expect([state.level.reported?.value, state.growth['GY']?.reported?.value]).toEqual([
    '2100000000000',
    '7.1',
  ]);
  expect(stateOf(facts, '2021').level.verdict).toBe('within-rounding');
  expect(stateOf(facts, '2021').flags).toEqual([]);
});

it('K07: the survey of the first half of 2024 replaces the estimate', () => {
  const estimate = { ...january, period: '2024-S1', publishedAt: '2024-08-21' };
  const survey = { ...july, period: '2024-S1', publishedAt: '2024-11-27' };
  const facts = seriesOf(
    trillion('1.25', survey),
    growth('13', survey),
    trillion('1.22', estimate),
    growth('10.5', estimate),
  );
  expect(stateOf(facts, '2024-S1')).toMatchObject({
    level: { reported: { value: '1250000000000', status: 'A' } },
    growth: { GY: { reported: { value: '13', status: 'A' } } },
    flags: [],
  });
});

it('K10: up 1.2 times since 2018 agrees with 2.38 over 1.06', () => {
  const facts = seriesOf(
    trillion('2.38', { period: '2023' }),
    trillion('1.06', { period: '2018' }),
    growth('1.2', { period: '2023', comparison: '2018', unit: 'times', wording: 'up-by-times' }),
  );
  expect(stateOf(facts, '2023').growth['2018']).toMatchObject({
    reported: { value: '120', low: '115', high: '125' },
    computed: { value: '124.5283' },
    verdict: 'agrees',
  });
});

it('K37: a month never mixes the level of one vintage with the rate of another', () => {
  const estimate = { status: 'preliminary', publishedAt: '2021-09-01' } as const;
  const [longer, shorter] = [{ period: '2021-01-01/P7M' }, { period: '2021-S1' }];
  const facts = seriesOf(
    figure({ value: '117.66', ...longer, ...estimate }),
    growth('31.3', { ...longer, ...estimate }),
    figure({ value: '101.43', ...shorter, ...estimate }),
    growth('33.4', { ...shorter, ...estimate }),
    figure({ value: '119.20', ...longer, status: 'final', publishedAt: '2022-06-01' }),
  );
  expect(stateOf(facts, '2021-07')).toMatchObject({
    level: { computed: { value: '17.77' } },
    growth: { GY: { implied: { value: '19.5396', low: '18.9833', high: '20.1004' } } },
  });
});

it('K15: the unweighted mean of the parts is no impossible total', () => {
  expect(partShares({ whole: rate('31.4'), one: rate('27.4'), other: rate('35.4') })).toMatchObject({
    kind: 'determined',
  });
});

it('K16: the translation of a page does not beat its original, and the contradiction shows', () => {
  const page = { period: '2021-01-01/P7M', publishedAt: '2021-08-26' } as const;
  const state = stateOf(
    seriesOf(growth('31.1', { ...page, kind: 'translation' }), growth('31.3', page)),
    page.period,
  );
  expect(state.growth['GY']?.reported?.value).toBe('31.3');
  expect(state.flags).toEqual(['conflicting-prints']);
});

it('K24: a revised rate beside an unrevised level still implies the base of the first vintage', () => {
  const thousandUsd = (value: string, members: Partial<Figure>) =>
    figure({ value, multiplier: '1000', ...members });
  const march = { period: '2023-03', status: 'preliminary', publishedAt: '2023-04' } as const;
  const facts = seriesOf(
    thousandUsd('315589337', march),
    growth('14.8', march),
    growth('11.4', { ...march, status: 'revised', publishedAt: '2023-08-11' }),
  );
  expect(stateOf(facts, '2023-03').growth['GY']?.reported?.value).toBe('11.4');
  expect(stateOf(facts, '2022-03').level.implied).toMatchObject({ value: '274903603659', status: 'P' });
});

it('K27: "nearly 500 times" of "more than 100 million" is not "more than 60 billion"', () => {
  const facts = seriesOf(
    figure({ period: '2014', value: '100', multiplier: '1000000', qualifier: 'over' }),
    figure({ period: '2017', value: '60', multiplier: BILLION, qualifier: 'over' }),
    growth('500', {
      period: '2017',
      comparison: '2014',
      unit: 'times',
      wording: 'up-by-times',
      qualifier: 'under',
    }),
  );
  expect(stateOf(facts, '2017').growth['2014']).toMatchObject({
    reported: { value: '50000', low: '49900', high: '50000' },
    verdict: 'conflicts',
  });
  expect(stateOf(facts, '2014').level.implied).toMatchObject({ low: '119760479', high: '122000000' });
});

it('K33: 25.45 and 18.39 may sum to 43.85 within rounding', () => {
  const sum = sumOfParts([level('25.45'), level('18.39')]);
  expect(compareRationals(level('43.85').low, sum.high)).toBeLessThan(0);
});

it('K38: growth on next to nothing is withheld below a threshold', () => {
  const facts = newSeriesFacts('US', 'USD', '100000');
  addFigure(facts, figure({ period: '2023-03', value: '44', unit: 'USD', multiplier: '1000' }));
  setTotal(facts, '2022-03', { total: '9500', events: '1', units: '1', last: null });
  expect(stateOf(facts, '2023-03').growth).toEqual({
    GY: { comparedWith: '2022-03', verdict: 'not-comparable', gap: null },
  });
  expect(stateOf(facts, '2023-03').flags).toEqual(['small-base']);
});

it('K40: a transcript that lost a zero does not beat the original', () => {
  const facts = newSeriesFacts('US', '_Z');
  const count = { unit: 'entities', qualifier: 'over' } as const;
  addFigure(facts, figure({ ...count, value: '10', multiplier: '10000', publishedAt: '2024-01-31' }));
  addFigure(facts, figure({ ...count, value: '10000', publishedAt: '2024-02-07', kind: 'translation' }));
  const state = stateOf(facts, '2020');
  expect(state.level.reported).toMatchObject({ value: '100000', low: '100000', high: '110000' });
  expect(state.flags).toEqual(['conflicting-prints']);
});
