import { DEFAULT_PAGE, type QueryFault } from '@silkgauge/contract';
import type { GrowthFilter } from '@silkgauge/read-model';
import { readParameters, refuse, type Given, type Parsed } from './parameters.ts';
import { then } from './queries.ts';
import { instant, limit, listOf, reason, sequence } from './readers.ts';
import { listFilter, listFilterOf } from './selection.ts';

type Raw = Readonly<Record<string, unknown>>;

/** Filters of changes. */
const changeFilter = { ...listFilter, reason: listOf(reason) };

const changeFilterOf = (given: Given<typeof changeFilter>): GrowthFilter => ({
  ...listFilterOf(given),
  ...(given.reason ? { reasons: given.reason } : {}),
});

export interface ChangesPage {
  readonly filter: GrowthFilter;
  /** Whether the filter is one; else every change of a state passes. */
  readonly isFiltered: boolean;
  readonly after: string;
  /** ISO instant: only changes that are known later. */
  readonly since: string | null;
  readonly limit: number;
}

export type ChangesQuery = ChangesPage | { readonly latest: number };

/** `GET /v1/changes`. */
export function readChangesQuery(raw: Raw): Parsed<ChangesQuery> {
  const parsed = readParameters(raw, {
    ...changeFilter,
    after: sequence,
    since: instant,
    limit,
    latest: limit,
  });
  if ('faults' in parsed) return parsed;
  const { after, since, limit: most, latest, ...filter } = parsed.value;
  const isFiltered = Object.keys(filter).length > 0;
  if (latest !== undefined) {
    const others = Object.keys(parsed.value).filter((name) => name !== 'latest');
    return others.length === 0 ? { value: { latest } } : { faults: [latestWith(others)] };
  }
  return {
    value: {
      filter: changeFilterOf(filter),
      isFiltered: isFiltered || since !== undefined,
      after: after ?? '0',
      since: since ?? null,
      limit: most ?? DEFAULT_PAGE,
    },
  };
}

const latestWith = (others: readonly string[]): QueryFault => ({
  parameter: 'latest',
  rule: 'misplaced',
  message: `latest is given together with ${others.join(', ')}`,
  fix: 'leave latest out to read on from a sequence; give it alone for the newest changes',
});

export interface StreamQuery {
  readonly filter: GrowthFilter;
  readonly after: string | null;
}

/** Parameters of other calls, refused on the stream. */
const ONLY_FOR_LISTS = {
  ...Object.fromEntries(
    ['asOf', 'publishedBy', 'release', 'sort', 'limit', 'cursor', 'since'].map((name) => [
      name,
      refuse(
        'not-on-stream',
        `a stream has no ${name}: it has no pages, is in order of sequence, and always of the present`,
        'leave it out; after= resumes, filters limit',
      ),
    ]),
  ),
  notice: refuse(
    'not-on-stream',
    'a stream has no notice: entries of the log do not say which notices are in force',
    'leave it out and filter by area, mode, flow, product and period; /v1/growth takes notice',
  ),
};

/** `GET /v1/stream`. */
export function readStreamQuery(raw: Raw): Parsed<StreamQuery> {
  return then(readParameters(raw, { ...changeFilter, after: sequence }, ONLY_FOR_LISTS), (given) => ({
    filter: changeFilterOf(given),
    after: given.after ?? null,
  }));
}
