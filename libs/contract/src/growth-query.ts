import { DIMENSIONS } from './series-key.ts';

/** Filters of states: dimensions (several values by comma), period, first and last period, domain. */
export const STATE_FILTERS = [...DIMENSIONS, 'period', 'from', 'to', 'domain'] as const;

/** Query parameters of each call of the growth API. */
export const GROWTH_QUERY_PARAMETERS = {
  growth: [...STATE_FILTERS, 'notice', 'asOf', 'publishedBy', 'limit', 'cursor'],
  lines: [...STATE_FILTERS, 'notice', 'asOf', 'publishedBy'],
  table: [...STATE_FILTERS, 'notice', 'asOf', 'publishedBy', 'columns', 'lang'],
  tableMetadata: [...STATE_FILTERS, 'notice', 'asOf', 'publishedBy', 'columns', 'lang'],
  availability: [...STATE_FILTERS],
  state: ['asOf', 'publishedBy'],
  history: ['asOf', 'limit', 'cursor'],
  vintages: ['limit', 'cursor'],
  digits: ['asOf'],
  explain: ['asOf', 'publishedBy'],
  revisions: [...STATE_FILTERS, 'publishedBy', 'by', 'detail', 'limit', 'cursor'],
  transformations: ['transform', 'base', 'from', 'to', 'asOf', 'publishedBy', 'limit', 'cursor'],
  series: [...DIMENSIONS, 'domain', 'asOf', 'limit', 'cursor'],
  notices: ['notice', 'programme', 'area', 'mode', 'flow', 'product', 'asOf', 'limit', 'cursor'],
  claims: [...DIMENSIONS, 'asOf', 'limit', 'cursor'],
  statements: [...DIMENSIONS, 'notice', 'asOf', 'limit', 'cursor'],
  reporters: ['reporter', 'asOf', 'limit', 'cursor'],
  codes: ['q', 'kind', 'limit', 'cursor'],
  changes: ['after', 'limit', 'latest'],
  stream: [...STATE_FILTERS, 'after'],
  outcomes: ['source', 'id'],
  positions: [],
  index: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type GrowthCall = keyof typeof GROWTH_QUERY_PARAMETERS;
export type GrowthParameter = (typeof GROWTH_QUERY_PARAMETERS)[GrowthCall][number];

export const DEFAULT_PAGE = 100;
export const LARGEST_PAGE = 1000;
