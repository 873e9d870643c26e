import type { Availability, AvailableCode, Dimension, ServedState } from '@silkgauge/contract';
import { periodBounds } from '@silkgauge/growth';
import { DIMENSIONS, type Filter } from '../address/address.ts';

type Listed = Pick<ServedState, 'key' | 'series' | 'period'>;

/**
 * The availability of listed states, counted as `/v1/availability` counts: each dimension under the filters of
 * all others. Codes have no names: those come with the availability of everything.
 */
export function availabilityOf(
  states: readonly Listed[],
  filter: Filter,
  period: string | null = null,
): Availability {
  const ofPeriod = period === null ? states : states.filter((state) => state.period === period);
  const missed = ofPeriod.map(({ series }) =>
    DIMENSIONS.filter((dimension) => !(filter[dimension]?.includes(series[dimension]) ?? true)),
  );
  const whole = ofPeriod.filter((_, at) => missed[at]?.length === 0);
  const dimensions = Object.fromEntries(
    DIMENSIONS.map((dimension) => [
      dimension,
      codesOf(
        ofPeriod.filter((_, at) => missed[at]?.every((one) => one === dimension)),
        dimension,
      ),
    ]),
  ) as Record<Dimension, AvailableCode[]>;
  return { states: whole.length, series: seriesIn(whole), periods: spanOf(whole), dimensions };
}

const seriesOf = ({ key, period }: Listed): string => key.slice(0, key.length - period.length);
const seriesIn = (states: readonly Listed[]): number => new Set(states.map(seriesOf)).size;

function codesOf(states: readonly Listed[], dimension: Dimension): AvailableCode[] {
  return [...Map.groupBy(states, ({ series }) => series[dimension])]
    .map(([code, of]) => ({ code, names: null, states: of.length, series: seriesIn(of) }))
    .sort((a, b) => b.states - a.states || (a.code < b.code ? -1 : 1));
}

/** The periods that begin first and end last, the shortest of several. */
function spanOf(states: readonly Listed[]): Availability['periods'] {
  const bounded = [...new Set(states.map(({ period }) => period))].flatMap((period) => {
    const bounds = periodBounds(period);
    return bounds ? [{ period, ...bounds }] : [];
  });
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  const [from] = [...bounded].sort((a, b) => compare(a.start, b.start) || compare(a.end, b.end));
  const [to] = [...bounded].sort((a, b) => compare(b.end, a.end) || compare(b.start, a.start));
  return from && to ? { from: from.period, to: to.period } : null;
}
