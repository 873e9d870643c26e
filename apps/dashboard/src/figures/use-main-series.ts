import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { filterQuery, type Filter } from '../address/address.ts';
import type { Availability } from '../api/answers.ts';
import { getJson, path } from '../api/client.ts';
import { narrower, withoutFlow } from './main-series.ts';

/**
 * The one series, but for its flow, that the headline is about under a filter, of those that have the period in focus if
 * any has; null where nothing fits the filter.
 */
export function useMainSeries(filter: Filter, period: string | null) {
  const start = withoutFlow(filter);
  const periodQuery = period === null ? null : `period=${encodeURIComponent(period)}`;
  return useQuery({
    queryKey: ['main-series', path('', ...filterQuery(start), periodQuery)],
    queryFn: async ({ signal }): Promise<Filter | null> => {
      let chosen = start;
      let within = periodQuery;
      for (;;) {
        const call = path('/v1/availability', ...filterQuery(chosen), within);
        const availability = await getJson<Availability>(call, signal);
        if (availability.series === 0 && within === null) return null;
        if (availability.series === 0) {
          within = null;
          continue;
        }
        const next = narrower(availability, chosen);
        chosen = next.filter;
        if (next.isSettled) return chosen;
      }
    },
    placeholderData: keepPreviousData,
  });
}
