import type { Flag, Verdict } from '@silkgauge/codelists';
import type {
  Availability,
  Explanation,
  GrowthState,
  Page,
  PublishedVintage,
  RegisteredClaim,
  RegisteredNotice,
  RegisteredStatement,
  RevisionRecord,
  ServedState,
  StateDigits,
  StateHeadline,
  Transformation,
} from '@silkgauge/contract';
import {
  keepPreviousData,
  skipToken,
  useInfiniteQuery,
  useQuery,
  type QueryFunctionContext,
} from '@tanstack/react-query';
import { clockQuery, dimensionQuery, filterQuery, type Clock, type Filter } from '../address/address.ts';
import type { Names } from '../words/series-names.ts';
import { getJson, path, statePath, TOLD_STATE } from './client.ts';
import { availabilityOf } from './selected.ts';

/** A query of one API call; the kind decides which changes outdate the answer. */
const calling = <Answer>(kind: string, call: string) => ({
  queryKey: [kind, call],
  queryFn: ({ signal }: { signal: AbortSignal }) => getJson<Answer>(call, signal),
});

const getPage = <Item>(call: string, cursor: string | null, signal: AbortSignal) =>
  getJson<Page<Item>>(cursor === null ? call : `${call}&cursor=${cursor}`, signal);

/** Upper limit of the items of one list or chart, rounded up to a whole page. */
const MOST_ITEMS = 5_000;

/** Upper limit of the pages of one: a page ends early where its time is used up, and may be empty under a filter. */
const MOST_PAGES = 10;

/** As `calling`, the pages of a list in one, up to `MOST_ITEMS` or `MOST_PAGES`; `next` is null after the last page. */
const callingPages = <Item>(kind: string, call: string) => ({
  queryKey: [kind, call],
  queryFn: async ({ signal }: { signal: AbortSignal }): Promise<Page<Item>> => {
    const items: Item[] = [];
    let next: string | null = null;
    let pages = 0;
    do {
      const page: Page<Item> = await getPage(call, next, signal);
      items.push(...page.items);
      next = page.next;
      pages += 1;
    } while (next !== null && items.length < MOST_ITEMS && pages < MOST_PAGES);
    return { items, next };
  },
});

/** Actual content under a filter, of one period or of all; of a selection it is counted in its states. */
export function availabilityQuery(filter: Filter, period: string | null = null) {
  const call = path(
    '/v1/availability',
    ...filterQuery(filter),
    period && `period=${encodeURIComponent(period)}`,
  );
  const { selection } = filter;
  return {
    queryKey: ['availability', call],
    queryFn: async ({ signal, client }: QueryFunctionContext): Promise<Availability> => {
      if (!selection) return getJson<Availability>(call, signal);
      const { items } = await client.fetchQuery(statesQuery({ filter: { selection }, clock: null }));
      return availabilityOf(items, filter, period);
    },
  };
}

export function useAvailability(filter: Filter, period: string | null = null) {
  return useQuery({ ...availabilityQuery(filter, period), placeholderData: keepPreviousData });
}

const namesIn = ({ dimensions }: Availability): Names =>
  Object.fromEntries(
    Object.entries(dimensions).flatMap(([dimension, codes]) =>
      codes.flatMap(({ code, names }) => (names ? [[`${dimension} ${code}`, names]] : [])),
    ),
  );

const NO_NAMES: Names = {};

/** Names of all codes; the same object until a name changes. */
export const useNames = (): Names => useQuery({ ...availabilityQuery({}), select: namesIn }).data ?? NO_NAMES;

export interface StatesAsked {
  readonly filter: Filter;
  readonly periods?: readonly string[];
  readonly clock: Clock | null;
  readonly limit?: number;
  /** States with one of these verdicts on any side. */
  readonly verdicts?: readonly Verdict[];
  /** States with one of these flags. */
  readonly flags?: readonly Flag[];
}

const statesCall = ({ filter, periods, clock, verdicts, flags, limit = 1000 }: StatesAsked): string =>
  path(
    '/v1/growth',
    ...filterQuery(filter),
    periods ? `period=${periods.map(encodeURIComponent).join(',')}` : null,
    verdicts ? `verdict=${verdicts.join(',')}` : null,
    flags ? `flag=${flags.join(',')}` : null,
    ...clockQuery(clock),
    `limit=${limit}`,
  );

/** The states under a filter, page by page. */
export const statesQuery = (asked: StatesAsked) => callingPages<ServedState>('states', statesCall(asked));

/** Shows the previous answer while the next one is fetched; `null` fetches nothing. */
export function useStates(asked: StatesAsked | null) {
  return useQuery<Page<ServedState>>({
    ...(asked ? statesQuery(asked) : { queryKey: ['states', ''], queryFn: skipToken }),
    placeholderData: keepPreviousData,
  });
}

export function useStatePages(asked: StatesAsked) {
  const call = statesCall(asked);
  return useInfiniteQuery({
    queryKey: ['states', call],
    queryFn: ({ pageParam, signal }) => getPage<ServedState>(call, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
}

function useOfState<Answer>(key: string | null, what: string, ...parts: string[]) {
  const call = key === null ? '' : path(`${statePath(key)}${what}`, ...parts);
  return useQuery({ ...calling<Answer>('of-state', call), enabled: key !== null });
}

export const useExplanation = (key: string | null, clock: Clock | null) =>
  useOfState<Explanation>(key, '/explain', ...clockQuery(clock));

/** A state in one sentence, with its exports and imports, by the clock; null fetches nothing. */
export const useToldState = (key: string | null, clock: Clock | null) =>
  useOfState<StateHeadline>(key, TOLD_STATE, ...clockQuery(clock));

/** Since when a state has its digits, up to the `asOf` of the clock; null fetches nothing. */
export const useDigits = (key: string | null, clock: Clock | null) =>
  useOfState<StateDigits>(key, '/digits', ...(clock && 'asOf' in clock ? clockQuery(clock) : []));

/** Versions of a state, up to the `asOf` of the clock. */
export const useHistory = (key: string | null, clock: Clock | null) =>
  useOfState<Page<GrowthState>>(
    key,
    '/history',
    'limit=1000',
    ...(clock && 'asOf' in clock ? clockQuery(clock) : []),
  );

/** Vintages of a state, one for each day of publication. */
export function useVintages(key: string | null) {
  const call = key === null ? '' : path(`${statePath(key)}/vintages`, 'limit=1000');
  return useQuery({ ...callingPages<PublishedVintage>('of-state', call), enabled: key !== null });
}

/** Revisions of the figures under a filter; `publishedBy` limits the prints, `asOf` does not. */
export function useRevisions(filter: Filter, clock: Clock | null) {
  const until = clock && 'publishedBy' in clock ? clockQuery(clock) : [];
  const call = path('/v1/revisions', ...dimensionQuery(filter), 'detail=figures', 'limit=1000', ...until);
  return useQuery({ ...callingPages<RevisionRecord>('revisions', call), placeholderData: keepPreviousData });
}

/** Revisions of the figures of each reporter and indicator; summed over all of them, so not kept live. */
export function reliabilityQuery(filter: Filter, clock: Clock | null) {
  const until = clock && 'publishedBy' in clock ? clockQuery(clock) : [];
  const call = path('/v1/revisions', ...dimensionQuery(filter), 'by=indicator', 'limit=1000', ...until);
  return { ...callingPages<RevisionRecord>('reliability', call), staleTime: 60_000 };
}

export const useReliability = (filter: Filter, clock: Clock | null) =>
  useQuery({ ...reliabilityQuery(filter, clock), placeholderData: keepPreviousData });

/** The most publications of a period that are fetched, a call each, some at once. */
export const MOST_RELEASES = 24;
const RELEASES_AT_ONCE = 4;

/** States of a series after the first publication of each period, after the second, and so on. */
export interface Releases {
  readonly releases: readonly (readonly ServedState[])[];
  /** Whether a period may have more publications. */
  readonly isCut: boolean;
}

async function readReleases(call: (release: number) => string, signal: AbortSignal): Promise<Releases> {
  const releases: (readonly ServedState[])[] = [];
  while (releases.length < MOST_RELEASES) {
    const numbers = Array.from({ length: RELEASES_AT_ONCE }, (_, at) => releases.length + at + 1);
    const pages = await Promise.all(numbers.map((one) => getJson<Page<ServedState>>(call(one), signal)));
    releases.push(...pages.map(({ items }) => items));
    if (pages.some(({ items }) => items.length === 0)) return { releases, isCut: false };
  }
  return { releases, isCut: true };
}

/** All releases of a series; those of another series never stand in for them. */
export function releasesQuery(filter: Filter, clock: Clock | null) {
  const until = clock && 'publishedBy' in clock ? clockQuery(clock) : [];
  const call = (release: number) =>
    path('/v1/growth', ...filterQuery(filter), `release=${release}`, 'limit=1000', ...until);
  return {
    queryKey: ['releases', call(0)],
    queryFn: ({ signal }: { signal: AbortSignal }) => readReleases(call, signal),
  };
}

export const useReleases = (filter: Filter, clock: Clock | null) => useQuery(releasesQuery(filter, clock));

export const useNotices = () =>
  useQuery(calling<Page<RegisteredNotice>>('notices', '/v1/notices?limit=1000'));

/** What was said under a filter, first page; `asOf` is an instant, null for the present. */
function useSaid<Item>(register: 'claims' | 'statements', filter: Filter, asOf: string | null) {
  const call = path(
    `/v1/${register}`,
    ...dimensionQuery(filter),
    'limit=1000',
    asOf && `asOf=${encodeURIComponent(asOf)}`,
  );
  return useQuery({ ...calling<Page<Item>>('said', call), placeholderData: keepPreviousData });
}

/** Claims, judged by known growth. */
export const useClaims = (filter: Filter, asOf: string | null) =>
  useSaid<RegisteredClaim>('claims', filter, asOf);

export const useStatements = (filter: Filter, asOf: string | null) =>
  useSaid<RegisteredStatement>('statements', filter, asOf);

/** The last 40 changes, oldest first; fetched once the stream is open, so that no change is missed. */
export const useLatestChanges = (isFollowing: boolean) =>
  useQuery({ ...calling<Page<GrowthState>>('latest', '/v1/changes?latest=40'), enabled: isFollowing });

/** A value of an index with both ends of its interval. */
export interface IndexPoint extends Pick<Transformation, 'series' | 'period' | 'value' | 'flags'> {
  readonly low: string;
  readonly high: string;
}

const hasEnds = (one: Transformation): one is Transformation & IndexPoint =>
  one.low !== null && one.high !== null;

/** Fetches a series as an index, `base` = 100; values without an interval are left out. */
export async function readIndex(
  series: string,
  base: string,
  clock: Clock | null,
  signal?: AbortSignal,
): Promise<readonly IndexPoint[]> {
  const call = path(
    `/v1/transformations/${encodeURIComponent(series)}`,
    'transform=index',
    `base=${encodeURIComponent(base)}`,
    'limit=1000',
    ...clockQuery(clock),
  );
  return (await getJson<Page<Transformation>>(call, signal)).items.filter(hasEnds);
}
