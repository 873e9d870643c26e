import {
  CHANGE_KINDS,
  DEFAULT_PAGE,
  STREAM_KINDS,
  type ChangeKind,
  type QueryFault,
  type GrowthFilter,
  listOf,
  oneOf,
  refuse,
  filterParameters,
  CHANGE_FILTERS,
} from '@silkgauge/contract';
import { mayPass, type Asked } from '../log/subject.ts';
import { readParameters, type Given, type Parsed } from './parameters.ts';
import { then } from './queries.ts';
import { instant, limit, sequence } from './readers.ts';
import { listFilter, listFilterOf } from './selection.ts';

type Raw = Readonly<Record<string, unknown>>;

/** Filters of changes. */
const changeFilter = { ...listFilter, reason: CHANGE_FILTERS.reason.read };

const changeFilterOf = (given: Given<typeof changeFilter>): GrowthFilter => ({
  ...listFilterOf(given),
  ...(given.reason && { reason: given.reason }),
});

const kinds = listOf(oneOf(CHANGE_KINDS));

/** What is asked for, of the kinds that are named, else of the usual ones. */
const askedOf = (
  filter: GrowthFilter,
  named: readonly ChangeKind[] | undefined,
  usual: readonly ChangeKind[],
): Asked => ({ filter, kinds: new Set(named ?? usual), isByKind: named !== undefined });

/** Refuses kinds of which the filter can let nothing pass: the answer would be empty for ever. */
function passable<T extends { readonly asked: Asked }>(parsed: Parsed<T>): Parsed<T> {
  if ('faults' in parsed) return parsed;
  const { filter, kinds: wanted } = parsed.value.asked;
  if ([...wanted].some((kind) => mayPass(filter, kind))) return parsed;
  const others = CHANGE_KINDS.filter((kind) => mayPass(filter, kind));
  const by = [...Object.keys(filterParameters(filter)), ...(filter.reason ? ['reason'] : [])];
  const fault: QueryFault = {
    parameter: 'kinds',
    rule: 'nothing-passes',
    message: `no ${[...wanted].join(', ')} passes a filter by ${by.join(', ')}`,
    fix: `leave the filter out, or name a kind that may pass it: ${others.join(', ')}`,
  };
  return { faults: [fault] };
}

export interface ChangesPage {
  readonly asked: Asked;
  /** Whether the filter is one; else every change of a state passes. */
  readonly isFiltered: boolean;
  readonly after: string;
  /** ISO instant: only changes that are known later. */
  readonly since: string | null;
  readonly limit: number;
}

export type ChangesQuery = ChangesPage | { readonly asked: Asked; readonly latest: number };

/** `GET /v1/changes`. */
export function readChangesQuery(raw: Raw): Parsed<ChangesQuery> {
  const parsed = readParameters(raw, {
    ...changeFilter,
    kinds,
    after: sequence,
    since: instant,
    limit,
    latest: limit,
  });
  if ('faults' in parsed) return parsed;
  const { kinds: named, after, since, limit: most, latest, ...filter } = parsed.value;
  const isFiltered = Object.keys(filter).length > 0;
  const asked = askedOf(changeFilterOf(filter), named, ['state']);
  if (latest !== undefined) {
    const others = Object.keys(parsed.value).filter((name) => name !== 'latest' && name !== 'kinds');
    return others.length === 0 ? { value: { asked, latest } } : { faults: [latestWith(others)] };
  }
  return passable({
    value: {
      asked,
      isFiltered: isFiltered || since !== undefined,
      after: after ?? '0',
      since: since ?? null,
      limit: most ?? DEFAULT_PAGE,
    },
  });
}

const latestWith = (others: readonly string[]): QueryFault => ({
  parameter: 'latest',
  rule: 'misplaced',
  message: `latest is given together with ${others.join(', ')}`,
  fix: 'leave latest out to read on from a sequence; give it alone, or with kinds, for the newest changes',
});

export interface StreamQuery {
  readonly asked: Asked;
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
  const parsed = readParameters(raw, { ...changeFilter, kinds, after: sequence }, ONLY_FOR_LISTS);
  return passable(
    then(parsed, (given) => ({
      asked: askedOf(changeFilterOf(given), given.kinds, STREAM_KINDS),
      after: given.after ?? null,
    })),
  );
}
