import { normalisePeriod } from '@silkgauge/growth';
import { CURRENCIES, isArea, likelyArea, likelyCurrency } from '../code-lists.ts';
import { shown } from '../fault.ts';
import { isDayMonthOrYear, parseInstant } from '../instant.ts';
import { likelyPeriod } from '../likely-period.ts';
import type { ReferenceData, SeriesData } from '../vocabulary.ts';
import type { DataRule } from './family.ts';

type Pick<Data> = (data: Data) => string | undefined;

/** Requires a listed country part. */
export function areaRule<Data>(pointer: string, pick: Pick<Data>): DataRule<Data> {
  return {
    needs: [pointer],
    check(data, report) {
      const area = pick(data);
      if (area === undefined || isArea(area)) return;
      const meant = likelyArea(area);
      report(
        pointer,
        'area-country',
        `${shown(area)} begins with ${shown(area.slice(0, 2))}, which is no ISO 3166-1 alpha-2 country code in use.`,
        meant === undefined
          ? 'Write the alpha-2 code of the country, such as "CN", _T for the world or _U for unknown.'
          : `Write "${meant}".`,
      );
    },
  };
}

/** Requires a listed currency, or `_Z`, which the schema restricts. */
export function currencyRule<Data>(pointer: string, pick: Pick<Data>): DataRule<Data> {
  return {
    needs: [pointer],
    check(data, report) {
      const currency = pick(data);
      if (currency === undefined || currency === '_Z' || CURRENCIES.has(currency)) return;
      const meant = likelyCurrency(currency);
      report(
        pointer,
        'currency-code',
        `${shown(currency)} is not an ISO 4217 currency code.`,
        meant === undefined ? 'Write the ISO 4217 code, such as "CNY" or "USD".' : `Write "${meant}".`,
      );
    },
  };
}

export function seriesRules<Data>(
  pointer: string,
  pick: (data: Data) => SeriesData | undefined,
): readonly DataRule<Data>[] {
  return [
    areaRule(`${pointer}/area`, (data) => pick(data)?.area),
    areaRule(`${pointer}/counterpart`, (data) => pick(data)?.counterpart),
    currencyRule(`${pointer}/currency`, (data) => pick(data)?.currency),
  ];
}

/** Requires an existing period that does not end before it begins. */
export function periodRule<Data>(pointer: string, pick: Pick<Data>): DataRule<Data> {
  return {
    needs: [pointer],
    check(data, report) {
      const period = pick(data);
      if (period === undefined || normalisePeriod(period) !== undefined) return;
      if (endsTooSoon(period)) {
        report(
          pointer,
          'period-order',
          `${shown(period)} ends before it begins.`,
          'Write a range as its first day and a length above zero, such as 2020-01-01/P5M.',
        );
      } else {
        report(pointer, 'period', `${shown(period)} is not a period that exists.`, periodFix(period));
      }
    },
  };
}

const BETWEEN_DAYS = /^(\d{4}-\d{2}-\d{2})\/(\d{4}-\d{2}-\d{2})$/;

/** Whether a length is negative or empty, or the last day precedes the first. */
function endsTooSoon(period: string): boolean {
  const [, first = '', last = ''] = BETWEEN_DAYS.exec(period) ?? [];
  return first > last || /\/(?:-P|P-|P(?:0+[DWMY])+$)/.test(period);
}

function periodFix(period: string): string {
  const meant = likelyPeriod(period);
  if (meant !== undefined) return `Write ${meant}.`;
  if (BETWEEN_DAYS.test(period))
    return 'Write a range as its first day and its length, such as 2020-01-01/P5M.';
  const [, year] = WEEK.exec(period) ?? [];
  const last = year === undefined ? undefined : lastWeekOf(year);
  if (last !== undefined) return `Write a week of ISO 8601 from ${String(year)}-W01 to ${last}.`;
  return 'Write a year (2020), half (2020-S1), quarter (2020-Q2), month (2020-03), week (2020-W10), day (2020-03-01), a range from its first day (2020-01-01/P5M, 2020-11-01/P11D), or _U where none is stated.';
}

const WEEK = /^(\d{4})-W\d+$/;

/** `2020-W53`, `2021-W52`; undefined for a year without weeks. */
const lastWeekOf = (year: string): string | undefined =>
  [`${year}-W53`, `${year}-W52`].find((week) => normalisePeriod(week) !== undefined);

/** Requires an existing day, month or year. */
export function dayRule<Data>(pointer: string, pick: Pick<Data>): DataRule<Data> {
  return {
    needs: [pointer],
    check(data, report) {
      const date = pick(data);
      if (date === undefined || isDayMonthOrYear(date)) return;
      report(
        pointer,
        'date',
        `${shown(date)} is not a date of the calendar.`,
        'Write a date that exists, YYYY-MM-DD, or the month or year where no more is known.',
      );
    },
  };
}

export function instantRule<Data>(pointer: string, pick: Pick<Data>): DataRule<Data> {
  return {
    needs: [pointer],
    check(data, report) {
      const instant = pick(data);
      if (instant === undefined || parseInstant(instant) !== undefined) return;
      report(
        pointer,
        'instant',
        `${shown(instant)} is not an instant that exists.`,
        'Write an existing date and time with offset between the years 1 and 9999, such as "2020-07-16T10:00:00+08:00".',
      );
    },
  };
}

/** Requires an existing instant, date, month or year, or `_U`. */
export function publishedAtRule<Data extends { readonly publishedAt: string }>(): DataRule<Data> {
  const pointer = '/data/publishedAt';
  return {
    needs: [pointer],
    check({ publishedAt }, report) {
      if (publishedAt === '_U' || exists(publishedAt)) return;
      report(
        pointer,
        'published-at',
        `${shown(publishedAt)} is not a date that exists.`,
        'Write an existing instant with offset, date, month or year, or _U where the publication date is unknown.',
      );
    },
  };
}

function exists(publishedAt: string): boolean {
  return publishedAt.length > 10 ? parseInstant(publishedAt) !== undefined : isDayMonthOrYear(publishedAt);
}

/** Forbids a reference to the event itself. */
export function notItselfRule<Data>(
  pointer: string,
  pick: (data: Data) => ReferenceData | undefined,
): DataRule<Data> {
  return {
    needs: [pointer],
    check(data, report, { source, id }) {
      const reference = pick(data);
      if (reference?.source !== source || reference.id !== id) return;
      report(
        pointer,
        'names-itself',
        'The event names itself.',
        'Write source and id of the event that is meant.',
      );
    },
  };
}
