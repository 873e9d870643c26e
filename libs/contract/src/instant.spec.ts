import fc from 'fast-check';
import { isCalendarDate, isDayMonthOrYear, parseInstant, utcMonth } from './instant.ts';

const YEAR_1 = Date.parse('0001-01-02T00:00:00Z');
const YEAR_9999 = Date.parse('9999-12-30T00:00:00Z');
const instants = fc.integer({ min: YEAR_1, max: YEAR_9999 });
const offsets = fc.integer({ min: -1439, max: 1439 });

/** RFC 3339 text of an instant with an offset in minutes. */
function written(instant: number, offset: number): string {
  const local = new Date(instant + offset * 60_000).toISOString().slice(0, -1);
  const minutes = Math.abs(offset);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

describe('an RFC 3339 instant', () => {
  it('is read to the millisecond with every offset', () => {
    fc.assert(
      fc.property(instants, offsets, (instant, offset) => {
        expect(parseInstant(written(instant, offset))).toBe(instant);
      }),
    );
  });

  it('lies in its month of UTC', () => {
    fc.assert(
      fc.property(instants, offsets, (instant, offset) => {
        expect(utcMonth(written(instant, offset))).toBe(new Date(instant).toISOString().slice(0, 7));
      }),
    );
  });

  it.each([
    ['2020-03-01T07:59:59+08:00', '2020-02'],
    ['2020-03-01T08:00:00+08:00', '2020-03'],
    ['2019-12-31T23:00:00-01:00', '2020-01'],
    ['2020-02-29T23:59:59.999Z', '2020-02'],
    ['2016-12-31T23:59:60Z', '2016-12'],
    ['2016-12-31T23:59:60.999999999Z', '2016-12'],
    ['2017-01-01T08:59:60+09:00', '2016-12'],
    ['2016-12-31T18:59:60-05:00', '2016-12'],
    ['2020-03-01t00:00:00z', '2020-03'],
  ])('%s lies in %s', (text, month) => {
    expect(utcMonth(text)).toBe(month);
  });

  it.each([
    ['2016-12-31T23:59:60Z', Date.UTC(2017, 0, 1) - 1],
    ['2016-12-31T23:59:60.5Z', Date.UTC(2017, 0, 1) - 1],
    ['1970-01-01T00:00:00.123456789Z', 123],
    ['0001-01-01T00:00:00Z', Date.parse('0001-01-01T00:00:00Z')],
    ['9999-12-31T23:59:59Z', Date.parse('9999-12-31T23:59:59Z')],
    ['1970-01-01T00:00:00-00:00', 0],
  ])('%s is %d', (text, instant) => {
    expect(parseInstant(text)).toBe(instant);
  });

  it.each([
    '',
    '2020',
    '2020-07-16',
    '2020-07-16T10:00:00',
    '2020-07-16T10:00Z',
    '2020-07-16 10:00:00Z',
    '2020-02-30T00:00:00Z',
    '2019-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2020-00-01T00:00:00Z',
    '2020-13-01T00:00:00Z',
    '2020-01-00T00:00:00Z',
    '2020-01-32T00:00:00Z',
    '2020-01-01T24:00:00Z',
    '2020-01-01T00:60:00Z',
    '2020-01-01T00:00:61Z',
    '2020-01-01T00:00:00+24:00',
    '2020-01-01T00:00:00+08:60',
    '2020-01-01T00:00:00+0800',
    '2020-01-01T00:00:00.Z',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+08:00',
    '9999-12-31T23:59:59-00:01',
    '+02020-01-01T00:00:00Z',
    '２０２０-01-01T00:00:00Z',
  ])('refuses %j', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});

describe('a date of the calendar', () => {
  it('exists in the calendar', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (year, month, day) => {
          const two = (n: number) => String(n).padStart(2, '0');
          const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
          const date = new Date(`${text}T00:00:00Z`);
          expect(isCalendarDate(text)).toBe(
            !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text),
          );
        },
      ),
    );
  });

  it.each([
    ['2020', true],
    ['2020-02', true],
    ['2020-02-29', true],
    ['0000', false],
    ['2020-13', false],
    ['2021-02-29', false],
    ['2020-', false],
    ['2020-02-29T00', false],
    ['202', false],
  ])('is an existing day, month or year: %s, %s', (text, isOne) => {
    expect(isDayMonthOrYear(text)).toBe(isOne);
  });
});
