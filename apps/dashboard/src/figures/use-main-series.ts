import { keepPreviousData, useQuery, type QueryFunctionContext } from '@tanstack/react-query';
import { filterQuery, type Clock, type Filter } from '../address/address.ts';
import { path } from '../api/client.ts';
import { availabilityQuery, statesQuery } from '../api/queries.ts';
import { familyFilter, findMainSeries, withoutFlow } from './main-series.ts';

/** The series of the headline under a filter without flow, preferably with figures of a period. */
export function mainSeriesQuery(start: Filter, period: string | null, clock: Clock | null) {
  return {
    queryKey: ['main-series', path('', ...filterQuery(start), period)],
    queryFn: async ({ client }: QueryFunctionContext): Promise<Filter | null> => {
      const find = (within: string | null) =>
        findMainSeries(
          start,
          (asked) => client.fetchQuery(availabilityQuery(asked, within)),
          ({ asked, series }) => {
            if (asked) void client.prefetchQuery(availabilityQuery(asked, within));
            if (series) void client.prefetchQuery(statesQuery({ filter: familyFilter(series), clock }));
          },
        );
      return (period === null ? null : await find(period)) ?? find(null);
    },
  };
}

/** The series of the headline without its flow, preferably with figures of the period in focus. */
export function useMainSeries(filter: Filter, period: string | null, clock: Clock | null) {
  const start = withoutFlow(filter);
  // Others may ask the first question too; what keeps their answer away keeps this one away.
  const { failureReason } = useQuery({ ...availabilityQuery(start), enabled: false });
  const found = useQuery({
    ...mainSeriesQuery(start, period, clock),
    placeholderData: keepPreviousData,
  });
  return { ...found, failureReason: found.failureReason ?? failureReason };
}
