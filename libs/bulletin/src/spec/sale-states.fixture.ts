import { parseSeriesKey, type CheckedEvent, type SaleRecorded } from '@silkgauge/contract';
import { addDecimals, isInChina, partOfMonth, salesBody, type SalesTotal } from '@silkgauge/growth';
import type { ToldState } from '../world.ts';

type Months = Map<string, SalesTotal>;
const NOTHING: SalesTotal = { total: '0', events: '0', units: '0', last: null };

/**
 * Months of series with sales alone, as states: summed exactly, and partial unless the platform has a sale in a
 * later month, by the functions that the aggregation and the API use.
 */
export function saleStates(
  events: readonly CheckedEvent[],
  homes: ReadonlyMap<string, string>,
): readonly ToldState[] {
  const sales = events.filter((event): event is SaleRecorded => event.type === 'silkgauge.sale.recorded.v1');
  const totals = new Map<string, Months>();
  const latest = new Map<string, string>();
  for (const { seriesKey, period, amount, quantity, data } of sales) {
    const months = totals.get(seriesKey) ?? new Map<string, SalesTotal>();
    totals.set(seriesKey, months);
    const { total, events: count, units } = months.get(period) ?? NOTHING;
    months.set(period, {
      ...{ total: addDecimals(total, amount), units: addDecimals(units, quantity), last: null },
      events: String(Number(count) + 1),
    });
    if ((latest.get(data.platform) ?? '') < period) latest.set(data.platform, period);
  }
  return [...totals].flatMap(([key, months]) =>
    [...months.keys()].map((period) => stateOf(key, period, months, latest, homes)),
  );
}

function stateOf(
  key: string,
  period: string,
  months: Months,
  latest: ReadonlyMap<string, string>,
  homes: ReadonlyMap<string, string>,
): ToldState {
  const series = parseSeriesKey(key);
  if (!series) throw new Error(`No key of a series: ${key}`);
  const { currency, reporter } = series;
  const whole = salesBody((of) => months.get(of), { period, currency, isInChina: isInChina(series, homes) });
  const isOver = (latest.get(reporter) ?? period) > period;
  const body = isOver ? whole : { ...whole, ...partOfMonth(whole) };
  return {
    ...{ key: `${key}/${period}`, period, version: 1, series, change: { reason: 'sales' } },
    ...(JSON.parse(JSON.stringify(body)) as Pick<ToldState, 'level' | 'growth' | 'other'>),
    flags: body.flags,
  };
}
