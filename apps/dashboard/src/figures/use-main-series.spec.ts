import { QueryClient, QueryObserver } from '@tanstack/react-query';
import type { Availability, GrowthState } from '@silkgauge/contract';
import { Rereader, takeStates } from '../api/live-cache.ts';
import { shownState } from '../views/chart-data/shown-state.fixture.ts';
import { mainSeriesQuery } from './use-main-series.ts';

const DIMENSIONS = [
  ...['reporter', 'area', 'indicator', 'coverage', 'flow', 'mode', 'product', 'counterpart', 'currency'],
];

const told = (reporter: string): GrowthState => shownState({ reporter }) as GrowthState;

/** The counts of an API that knows figures of these reporters, one each. */
const availabilityOf = (known: readonly GrowthState[]): Availability =>
  ({
    states: known.length,
    series: known.length,
    periods: null,
    dimensions: Object.fromEntries(
      DIMENSIONS.map((name) => [
        name,
        known.map(({ series }) => ({ code: series[name as 'area'], names: null, states: 1, series: 1 })),
      ]),
    ),
  }) as unknown as Availability;

describe('the series of the headline', () => {
  const { fetch } = globalThis;
  afterEach(() => {
    globalThis.fetch = fetch;
  });

  it.each([null, '2020'])(
    'is asked for again once a figure that fits is told (period %s)',
    async (period) => {
      const known: GrowthState[] = [];
      let calls = 0;
      globalThis.fetch = (call) => {
        calls += 1;
        const reporter = new URL(String(call), 'http://page').searchParams.get('reporter');
        const fitting = known.filter(({ series }) => series.reporter === reporter);
        return Promise.resolve(Response.json(availabilityOf(fitting)));
      };
      const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
      const observer = new QueryObserver(client, mainSeriesQuery({ reporter: ['LOOKX'] }, period, null));
      const stop = observer.subscribe(() => undefined);
      const settled = async () => {
        do await new Promise((resolve) => setTimeout(resolve, 5));
        while (client.isFetching() > 0);
      };
      const lists = new Rereader(
        (queryKey) => void client.invalidateQueries({ queryKey, exact: true }, { cancelRefetch: false }),
        () => undefined,
      );
      await settled();
      expect(observer.getCurrentResult().data).toBeNull();
      const before = calls;
      lists.take(takeStates(client, [told('OTHER')]));
      await settled();
      expect([observer.getCurrentResult().data, calls]).toEqual([null, before]);
      known.push(told('LOOKX'));
      lists.take(takeStates(client, known));
      await settled();
      expect(observer.getCurrentResult().data).toMatchObject({ reporter: ['LOOKX'], area: ['CN'] });
      stop();
    },
  );
});
