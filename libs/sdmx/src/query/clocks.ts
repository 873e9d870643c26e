import { isCalendarDate, isDayMonthOrYear, parseInstant } from '@silkgauge/contract';
import { publishedUntil } from '@silkgauge/growth';
import { afterAsOf, badParameter, quoted } from '../errors/refusals.ts';
import type { LogPoint } from './data-query.ts';

const LAST_SEQUENCE = 2n ** 63n - 1n;

/** An instant, whose offset may be left out (UTC); undefined for anything else. */
function instantOf(text: string): string | undefined {
  const instant = parseInstant(text) ?? parseInstant(`${text}Z`);
  return instant === undefined ? undefined : new Date(instant).toISOString();
}

/** Reads an instant, a date, which is its start in UTC, or a sequence. @throws SdmxFault */
export function readLogPoint(text: string | undefined, parameter: string): LogPoint | null {
  if (text === undefined) return null;
  if (/^\d{1,30}$/.test(text) && BigInt(text) <= LAST_SEQUENCE) return { sequence: String(BigInt(text)) };
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text) && isCalendarDate(text);
  const instant = isDate ? `${text}T00:00:00.000Z` : instantOf(text);
  if (instant !== undefined) return { instant };
  throw badParameter(
    parameter,
    { en: `${quoted(text)} is no instant, date or sequence`, zh: `${quoted(text)} 不是时刻、日期或序号` },
    {
      en: 'write one such as 2020-07-16T02:00:00Z, 2020-07-16 or 1042',
      zh: '请写 2020-07-16T02:00:00Z、2020-07-16 或 1042 一类的形式',
    },
  );
}

/** Reads a day, a month or a year, which count as their end in UTC, or an instant. @throws SdmxFault */
export function readPublishedBy(text: string | undefined): string | null {
  if (text === undefined) return null;
  const instant = isDayMonthOrYear(text) ? publishedUntil(text) : instantOf(text);
  if (instant !== undefined) return instant;
  throw badParameter(
    'publishedBy',
    { en: `${quoted(text)} is no date`, zh: `${quoted(text)} 不是日期` },
    {
      en: 'write one such as 2020-07-16, 2020-07 or 2020',
      zh: '请写 2020-07-16、2020-07 或 2020 一类的形式',
    },
  );
}

export interface Clocks {
  readonly asOf: LogPoint | null;
  readonly updatedAfter: LogPoint | null;
  readonly publishedBy: string | null;
  readonly includeHistory: boolean;
}

/** Refuses clocks that do not go together. @throws SdmxFault */
export function checkClocks({ asOf, updatedAfter, publishedBy, includeHistory }: Clocks): void {
  const others = [asOf && 'asOf', updatedAfter && 'updatedAfter', includeHistory && 'includeHistory'];
  const other = others.find((each) => typeof each === 'string');
  if (publishedBy !== null && other !== undefined) {
    throw badParameter(
      'publishedBy',
      { en: `it is given with another clock, ${String(other)}`, zh: `与另一时钟 ${String(other)} 同时给出` },
      { en: 'write one of the two', zh: '请只写其中之一' },
    );
  }
  if (asOf && updatedAfter && isLater(updatedAfter, asOf)) throw afterAsOf();
}

/** Whether two points of one kind are in this order. Only the log could order an instant and a sequence. */
function isLater(a: LogPoint, b: LogPoint): boolean {
  if ('sequence' in a && 'sequence' in b) return BigInt(a.sequence) > BigInt(b.sequence);
  return 'instant' in a && 'instant' in b && a.instant > b.instant;
}
