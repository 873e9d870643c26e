import {
  FILTERS,
  PERIOD_FILTERS,
  SCOPE_FILTERS,
  SERIES_FILTERS,
  VERSION_FILTERS,
  type FilterName,
} from './filter/table.ts';
import { DIMENSIONS } from './series-key.ts';

/** Filters of states: by series, period and what they say, or several sets of filters. */
const STATE_FILTERS = [...(Object.keys(FILTERS) as FilterName[]), 'selection'] as const;

/** Orders of a list of states. */
export const SORTS = ['key', 'period', 'knownAt'].flatMap((by) => [`${by}:asc`, `${by}:desc`]) as Sorting[];
type Sorting = `${'key' | 'period' | 'knownAt'}:${'asc' | 'desc'}`;

const WHOLE = ['notice', 'release', 'sort', 'asOf', 'publishedBy'] as const;
const LIST = [...WHOLE, 'limit', 'cursor'] as const;

/** Query parameters of each call of the growth API. */
export const GROWTH_QUERY_PARAMETERS = {
  growth: [...STATE_FILTERS, ...LIST, 'fields'],
  wholeSeries: [...PERIOD_FILTERS, ...VERSION_FILTERS, ...LIST, 'fields'],
  lines: [...STATE_FILTERS, ...WHOLE, 'fields'],
  table: [...STATE_FILTERS, ...WHOLE, 'columns', 'lang'],
  tableMetadata: [...STATE_FILTERS, ...WHOLE, 'columns', 'lang'],
  parquet: [...STATE_FILTERS, ...WHOLE, 'columns', 'lang'],
  jsonStat: [...STATE_FILTERS, ...WHOLE, 'lang'],
  availability: [...SCOPE_FILTERS],
  state: ['asOf', 'publishedBy', 'fields'],
  history: ['asOf', 'limit', 'cursor'],
  vintages: ['limit', 'cursor'],
  digits: ['asOf'],
  explain: ['asOf', 'publishedBy', 'cursor'],
  headline: ['asOf', 'publishedBy', 'lang'],
  revisions: [...SCOPE_FILTERS, 'publishedBy', 'by', 'detail', 'limit', 'cursor'],
  revisionsFeed: [...STATE_FILTERS, 'notice', 'kind', 'limit', 'before', 'lang'],
  transformations: ['transform', 'base', 'from', 'to', 'asOf', 'publishedBy', 'limit', 'cursor'],
  series: [...SERIES_FILTERS, 'asOf', 'limit', 'cursor'],
  notices: ['notice', 'programme', 'area', 'mode', 'flow', 'product', 'asOf', 'limit', 'cursor'],
  claims: [...DIMENSIONS, 'asOf', 'limit', 'cursor'],
  statements: [...DIMENSIONS, 'notice', 'asOf', 'limit', 'cursor'],
  reporters: ['reporter', 'asOf', 'limit', 'cursor'],
  registers: [],
  codes: ['q', 'kind', 'limit', 'cursor'],
  selections: [],
  selection: [],
  drafts: [],
  rehearsals: ['feed'],
  alerts: ['rule', 'kind', 'state', ...SCOPE_FILTERS, 'selection', 'asOf', 'limit', 'cursor'],
  alertsFeed: ['rule', 'kind', 'state', ...SCOPE_FILTERS, 'selection', 'limit', 'lang'],
  alertHistory: ['key', 'limit', 'cursor'],
  rules: ['limit', 'cursor'],
  printed: ['state', 'key', 'limit', 'cursor'],
  printedSentence: [],
  registrations: [],
  releases: ['publisher', 'state', 'from', 'to', 'limit', 'cursor'],
  release: [],
  releaseHistory: ['limit', 'cursor'],
  releasesCalendar: ['publisher', 'state', 'from', 'to'],
  bulletins: ['limit', 'cursor'],
  bulletinsFeed: ['lang'],
  bulletinHistory: ['limit', 'cursor'],
  bulletin: ['asOf', 'publishedBy', 'lang'],
  bulletinMarkdown: ['asOf', 'publishedBy', 'lang'],
  bulletinText: ['asOf', 'publishedBy', 'lang'],
  bulletinPlan: [],
  subscriptions: [],
  changes: [...STATE_FILTERS, 'reason', 'kinds', 'after', 'since', 'limit', 'latest'],
  stream: [...STATE_FILTERS, 'reason', 'kinds', 'after'],
  jobs: ['state', 'source', 'limit', 'cursor'],
  job: [],
  outcomes: ['source', 'id'],
  positions: [],
  index: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type GrowthCall = keyof typeof GROWTH_QUERY_PARAMETERS;
export type GrowthParameter = (typeof GROWTH_QUERY_PARAMETERS)[GrowthCall][number];

export const DEFAULT_PAGE = 100;
export const LARGEST_PAGE = 1000;

/** Kinds of entries of the feed of revisions. */
export const ENTRY_KINDS = ['revision', 'conflict'] as const;
export const DEFAULT_ENTRIES = 50;
export const LARGEST_ENTRIES = 500;
