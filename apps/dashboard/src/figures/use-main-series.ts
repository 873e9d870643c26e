import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { filterQuery, type Filter } from '../address/address.ts';
import { path } from '../api/client.ts';
import { availabilityQuery } from '../api/queries.ts';
import { findMainSeries, withoutFlow } from './main-series.ts';

/**
 * The one series, but for its flow, that the headline is about under a filter, of those that have the period in focus if
 * any has; null where nothing fits the filter.
 */
export function useMainSeries(filter: Filter, period: string | null) {
  const client = useQueryClient();
  const start = withoutFlow(filter);
  return useQuery({
    queryKey: ['main-series', path('', ...filterQuery(start), period)],
    queryFn: async (): Promise<Filter | null> => {
      const find = (within: string | null) =>
        findMainSeries(start, (asked) => client.fetchQuery(availabilityQuery(asked, within)));
      return (period === null ? null : await find(period)) ?? find(null);
    },
    placeholderData: keepPreviousData,
  });
}
