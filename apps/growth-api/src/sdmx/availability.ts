import type { AsOf } from '@silkgauge/read-model';
import {
  DIMENSIONS,
  FLOWS,
  TIME_DIMENSION,
  type AvailabilityQuery,
  type Content,
  type DataSelection,
  type Dimension,
  type Flow,
  type KeyPattern,
  type Used,
} from '@silkgauge/sdmx';
import type { StateSources } from '../table/whole-states.ts';
import { FoundCodes } from './found-codes.ts';
import type { Moment } from './moment.ts';
import { observationsIn, type Chosen } from './observations.ts';
import { inSlices } from './slices.ts';

type Asked = Pick<AvailabilityQuery, 'flows' | 'keys' | 'filters' | 'mode'>;

const NOTHING: Used = { codes: {}, period: null, counts: { series: 0, observations: 0 } };

/** Codes, periods and counts of the matching observations, by flow. */
export async function availableIn(
  sources: StateSources,
  asked: Asked,
  asOf: AsOf | null,
  gone: AbortSignal,
): Promise<Content['used']> {
  const found: Record<Flow, Used> = { DF_GROWTH: NOTHING, DF_UNDATED: NOTHING };
  for (const flow of FLOWS)
    if (asked.flows.includes(flow))
      found[flow] = await availableOf(sources, asked, chosenOf(flow, asked, asOf, gone));
  return found;
}

const chosenOf = (flow: Flow, { keys, filters }: Asked, asOf: AsOf | null, gone: AbortSignal): Chosen => ({
  ...{ flow, keys, filters, asOf, publishedBy: null, changedAfter: null, behind: null, gone },
  ...{ firstNObservations: null, lastNObservations: null, attributes: [] },
});

async function availableOf(sources: StateSources, { mode }: Asked, chosen: Chosen): Promise<Used> {
  const codes = new FoundCodes();
  const counts = { series: 0, observations: 0 };
  let series = '';
  for await (const lot of inSlices(observationsIn(sources, chosen))) {
    counts.observations += lot.length;
    for (const one of lot) {
      codes.add(one);
      if (one.seriesKey !== series) counts.series += 1;
      series = one.seriesKey;
    }
  }
  if (mode === 'available')
    for (const component of LIMITABLE.filter((one) => isLimited(chosen, one)))
      for await (const lot of inSlices(observationsIn(sources, without(component, chosen))))
        for (const { key, period } of lot)
          if (component !== TIME_DIMENSION) codes.addCode(component, key[component]);
          else if (period !== null) codes.addPeriod(period);
  return codes.used(counts);
}

type Limited = Pick<DataSelection, 'keys' | 'filters'>;

type Asking = Dimension | typeof TIME_DIMENSION;

const LIMITABLE: readonly Asking[] = [...DIMENSIONS, TIME_DIMENSION];

const isLimited = ({ keys, filters }: Limited, asking: Asking): boolean =>
  filters.some(({ component }) => component === asking) ||
  (asking !== TIME_DIMENSION && keys.some((key) => key[asking] !== null));

/** The same choice with every code of one dimension, or every period. */
const without = <T extends Limited>(asking: Asking, chosen: T): T => ({
  ...chosen,
  keys:
    asking === TIME_DIMENSION
      ? chosen.keys
      : chosen.keys.map((key): KeyPattern => ({ ...key, [asking]: null })),
  filters: chosen.filters.filter(({ component }) => component !== asking),
});

/** Answers that are kept: the counts of everything take seconds, and readers that browse ask them again. */
const MOST_KEPT = 50;

/** An answer, and how many clients wait for it; it is given up when all of them have gone. */
interface Kept {
  readonly found: Promise<Content['used']>;
  readonly end: AbortController;
  waiting: number;
}

/** What is available by query, as long as the log says the same. */
export class Availabilities {
  readonly #sources: StateSources;
  readonly #kept = new Map<string, Kept>();

  constructor(sources: StateSources) {
    this.#sources = sources;
  }

  async read(
    { flows, keys, filters, mode }: Asked,
    { asOf, version }: Pick<Moment, 'asOf' | 'version'>,
    gone: AbortSignal,
  ): Promise<Content['used']> {
    gone.throwIfAborted();
    const asked = { flows, keys, filters, mode };
    const name = JSON.stringify([version, asOf, asked]);
    const kept = this.#kept.get(name) ?? this.#begin(asked, asOf);
    this.#keep(name, kept);
    const leave = () => {
      kept.waiting -= 1;
      if (kept.waiting > 0) return;
      kept.end.abort();
      this.#drop(name, kept);
    };
    kept.waiting += 1;
    gone.addEventListener('abort', leave);
    try {
      return await kept.found;
    } catch (error) {
      this.#drop(name, kept);
      throw error;
    } finally {
      gone.removeEventListener('abort', leave);
      if (!gone.aborted) kept.waiting -= 1;
    }
  }

  #begin(asked: Asked, asOf: AsOf | null): Kept {
    const end = new AbortController();
    return { found: availableIn(this.#sources, asked, asOf, end.signal), end, waiting: 0 };
  }

  #keep(name: string, kept: Kept): void {
    this.#kept.delete(name);
    this.#kept.set(name, kept);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }

  #drop(name: string, kept: Kept): void {
    if (this.#kept.get(name) === kept) this.#kept.delete(name);
  }
}
