import fc from 'fast-check';
import { dayFromNumber, dayNumber, formatDay } from './calendar.ts';
import {
  havePeriodsEqualLength,
  normalisePeriod,
  periodAfter,
  periodBefore,
  periodBounds,
  yearAfter,
  yearBefore,
} from './period.ts';

const days = fc.integer({
  min: dayNumber({ year: 1900, month: 1, day: 1 }),
  max: dayNumber({ year: 2100, month: 1, day: 1 }),
});
const ranges = fc
  .tuple(
    days,
    fc.oneof(
      fc.integer({ min: 1, max: 60 }).map((n) => `P${String(n)}M`),
      fc.integer({ min: 1, max: 800 }).map((n) => `P${String(n)}D`),
      fc.integer({ min: 1, max: 5 }).map((n) => `P${String(n)}Y`),
    ),
    fc.boolean(),
  )
  .map(
    ([day, length, first]) =>
      `${formatDay(dayFromNumber(day)).slice(0, first ? 8 : 10)}${first ? '01' : ''}/${length}`,
  );
const periods = ranges.map((range) => normalisePeriod(range) ?? '_U');
const weeks = days.map(
  (day) => normalisePeriod(`${formatDay(dayFromNumber(day - ((day + 2) % 7)))}/P7D`) ?? '_U',
);

describe('the name of a period', () => {
  it.each([
    ['2020', '2020'],
    ['2020-S1', '2020-S1'],
    ['2020-Q2', '2020-Q2'],
    ['2020-03', '2020-03'],
    ['2020-03-01', '2020-03-01'],
    ['2020-02-29', '2020-02-29'],
    ['_U', '_U'],
    ['2020-01-01/P5M', '2020-01-01/P5M'],
    ['2020-11-01/P11D', '2020-11-01/P11D'],
    ['2020-01-01/P6M', '2020-S1'],
    ['2020-07-01/P6M', '2020-S2'],
    ['2020-04-01/P6M', '2020-04-01/P6M'],
    ['2020-10-01/P3M', '2020-Q4'],
    ['2020-02-01/P3M', '2020-02-01/P3M'],
    ['2020-03-01/P1M', '2020-03'],
    ['2020-01-01/P12M', '2020'],
    ['2020-01-01/P1Y', '2020'],
    ['2020-04-01/P1Y', '2020-04-01/P12M'],
    ['2018-01-01/P2Y', '2018-01-01/P24M'],
    ['2020-03-05/P1D', '2020-03-05'],
    ['2020-02-01/P29D', '2020-02'],
    ['2019-02-01/P29D', '2019-02-01/P29D'],
    ['2020-01-01/P366D', '2020'],
    ['2020-01-01/P182D', '2020-S1'],
    ['2020-01-01/P152D', '2020-01-01/P5M'],
    ['2020-01-15/P31D', '2020-01-15/P1M'],
    ['2020-01-01/P1M29D', '2020-01-01/P2M'],
    ['2020-01-01/P0Y1M', '2020-01'],
    ['2020-01-31/P1M', '2020-01-31/P29D'],
    ['2020-01-29/P1M', '2020-01-29/P31D'],
    ['2020-01-28/P1M', '2020-01-28/P1M'],
    ['2020-W10', '2020-W10'],
    ['2020-03-02/P7D', '2020-W10'],
    ['2019-12-30/P7D', '2020-W01'],
    ['2020-12-28/P7D', '2020-W53'],
    ['2021-01-04/P7D', '2021-W01'],
    ['2020-03-03/P7D', '2020-03-03/P7D'],
    ['2020-03-02/P14D', '2020-03-02/P14D'],
    ['2021-02-01/P28D', '2021-02'],
  ])('%s is %s', (given, name) => {
    expect(normalisePeriod(given)).toBe(name);
  });

  it.each([
    ['2020-13'],
    ['2020-00'],
    ['2020-02-30'],
    ['2019-02-29'],
    ['2020-S3'],
    ['2020-Q0'],
    ['2020-Q5'],
    ['0000'],
    ['20'],
    ['20200101'],
    ['2020-1'],
    ['2020-W00'],
    ['2020-W54'],
    ['2021-W53'],
    ['2020-W5'],
    ['2020W05'],
    ['2020-W05-1'],
    ['0000-W01'],
    ['9999-W53'],
    ['9999-W52'],
    ['2020-W10/P1W'],
    ['2020-01-01/P'],
    ['2020-01-01/P0M'],
    ['2020-01-01/P-1M'],
    ['2020-01-01/P1.5M'],
    ['2020-01-01/P1W'],
    ['2020-01-01/PT5H'],
    ['2020-01-01/P1M '],
    ['2020-01/P2M'],
    ['9999-07-01/P7M'],
    ['2020-01-01/P999999999M'],
    ['2020-01-01/P99999999999999999999D'],
    ['_T'],
    [''],
    ['2020-01-01/2020-05-31'],
    ['2020\n'],
  ])('%j is no period', (given) => {
    expect(normalisePeriod(given)).toBeUndefined();
    expect(periodBounds(given)).toBeNull();
  });

  it('is the same for every notation of the same days', () => {
    fc.assert(
      fc.property(ranges, (range) => {
        const name = normalisePeriod(range);
        expect(name).toBeDefined();
        expect(normalisePeriod(name!)).toBe(name);
        const { start, end } = periodBounds(name!)!;
        expect(periodBounds(range)).toEqual({ start, end });
        const length = dayNumberOf(end) - dayNumberOf(start) + 1;
        expect(normalisePeriod(`${start}/P${String(length)}D`)).toBe(name);
      }),
    );
  });
});

describe('the days of a period', () => {
  it.each([
    ['2020', '2020-01-01', '2020-12-31'],
    ['2020-S2', '2020-07-01', '2020-12-31'],
    ['2020-Q1', '2020-01-01', '2020-03-31'],
    ['2020-02', '2020-02-01', '2020-02-29'],
    ['2020-01-01/P5M', '2020-01-01', '2020-05-31'],
    ['2020-11-01/P11D', '2020-11-01', '2020-11-11'],
    ['2020-11-11', '2020-11-11', '2020-11-11'],
    ['2020-W10', '2020-03-02', '2020-03-08'],
    ['2020-W01', '2019-12-30', '2020-01-05'],
    ['2020-W53', '2020-12-28', '2021-01-03'],
    ['0001-W01', '0001-01-01', '0001-01-07'],
  ])('of %s are %s to %s', (period, start, end) => {
    expect(periodBounds(period)).toEqual({ start, end });
  });

  it('are not stated for _U', () => {
    expect(periodBounds('_U')).toBeNull();
  });
});

it('a week has the year and the number that its Thursday has', () => {
  fc.assert(
    fc.property(days, (day) => {
      const monday = day - ((day + 2) % 7);
      const thursday = dayFromNumber(monday + 3);
      const dayOfYear = monday + 3 - dayNumber({ ...thursday, month: 1, day: 1 });
      const code = normalisePeriod(`${formatDay(dayFromNumber(monday))}/P7D`)!;
      expect(code).toBe(
        `${formatDay(thursday).slice(0, 4)}-W${String(Math.floor(dayOfYear / 7) + 1).padStart(2, '0')}`,
      );
      expect(periodBounds(code)!.start).toBe(formatDay(dayFromNumber(monday)));
      expect(new Date(`${periodBounds(code)!.start}T00:00:00Z`).getUTCDay()).toBe(1);
    }),
  );
});

describe('the year before and after', () => {
  it.each([
    ['2020', '2019'],
    ['2020-S1', '2019-S1'],
    ['2020-02', '2019-02'],
    ['2021-02', '2020-02'],
    ['2020-01-01/P5M', '2019-01-01/P5M'],
    ['2020-11-01/P11D', '2019-11-01/P11D'],
    ['2020-03-01', '2019-03-01'],
    ['2020-01-01/P2M', '2019-01-01/P2M'],
    ['2020-W10', '2019-W10'],
    ['2021-W01', '2020-W01'],
    ['2020-03-03/P7D', '2019-03-03/P7D'],
  ])('%s is a year after %s', (later, earlier) => {
    expect(yearBefore(later)).toBe(earlier);
    expect(yearAfter(earlier)).toBe(later);
  });

  it('has no day for 29 February, and no equal range where its days fill a month', () => {
    expect(yearBefore('2020-02-29')).toBeNull();
    expect(yearBefore('2020-02-01/P28D')).toBeNull();
    expect(yearBefore('_U')).toBeNull();
    expect(yearBefore('0001')).toBeNull();
    expect(yearAfter('9999')).toBeNull();
  });

  it('has no week 53 in most years, and no range of seven days that is a week', () => {
    expect([yearBefore('2020-W53'), yearAfter('2020-W53'), yearBefore('2021-W53')]).toEqual([
      null,
      null,
      null,
    ]);
    expect(yearBefore('2021-03-02/P7D')).toBeNull();
    expect(yearBefore('0001-W01')).toBeNull();
  });

  it('undo each other', () => {
    fc.assert(
      fc.property(fc.oneof(periods, weeks), (period) => {
        const before = yearBefore(period);
        const after = yearAfter(period);
        if (before !== null) expect([normalisePeriod(before), yearAfter(before)]).toEqual([before, period]);
        if (after !== null) expect([normalisePeriod(after), yearBefore(after)]).toEqual([after, period]);
      }),
    );
  });
});

describe('the period before and after', () => {
  it.each([
    ['2020', '2019'],
    ['2020-S1', '2019-S2'],
    ['2020-Q1', '2019-Q4'],
    ['2020-01', '2019-12'],
    ['2020-03-01', '2020-02-29'],
    ['2020-01-01/P2M', '2019-11-01/P2M'],
    ['2020-11-12/P11D', '2020-11-01/P11D'],
    ['2020-W10', '2020-W09'],
    ['2021-W01', '2020-W53'],
    ['2020-W01', '2019-W52'],
  ])('%s follows %s', (later, earlier) => {
    expect(periodBefore(later)).toBe(earlier);
    expect(periodAfter(earlier)).toBe(later);
  });

  it('are adjacent, equally long, and undo each other', () => {
    fc.assert(
      fc.property(fc.oneof(periods, weeks), (period) => {
        const before = periodBefore(period);
        if (before === null) return;
        expect(periodAfter(before)).toBe(period);
        expect(havePeriodsEqualLength(before, period)).toBe(true);
        expect(dayNumberOf(periodBounds(before)!.end) + 1).toBe(dayNumberOf(periodBounds(period)!.start));
      }),
    );
  });

  it('is null where only a named month would be adjacent', () => {
    expect(periodBefore('2020-03-01/P29D')).toBeNull();
    expect(periodBefore('_U')).toBeNull();
  });
});

function dayNumberOf(day: string): number {
  const [year, month, date] = day.split('-').map(Number);
  return dayNumber({ year: year!, month: month!, day: date! });
}

it('counts days as the calendar does', () => {
  const epoch = dayNumber({ year: 1970, month: 1, day: 1 });
  fc.assert(
    fc.property(days, (day) => {
      const date = new Date((day - epoch) * 86_400_000).toISOString().slice(0, 10);
      expect(formatDay(dayFromNumber(day))).toBe(date);
      expect(dayNumberOf(date)).toBe(day);
    }),
  );
});
