import { LANGUAGES, type Language } from '@silkgauge/codelists';
import {
  DEFAULT_ENTRIES,
  ENTRY_KINDS,
  LARGEST_ENTRIES,
  type GrowthFilter,
  oneOf,
  refuse,
} from '@silkgauge/contract';
import { readParameters, type Parsed } from './parameters.ts';
import { marks, then, type MarkedBy } from './queries.ts';
import { pageSize, sequence } from './readers.ts';
import { listFilter, listFilterOf } from './selection.ts';

type Raw = Readonly<Record<string, unknown>>;

export type EntryKind = (typeof ENTRY_KINDS)[number];

/** A page of the feed of revisions. */
export interface FeedQuery extends MarkedBy {
  readonly filter: GrowthFilter;
  /** Null for both. */
  readonly kind: EntryKind | null;
  readonly limit: number;
  /** Only changes before this sequence; null for the newest. */
  readonly before: string | null;
  /** Null where the request's `Accept-Language` tells. */
  readonly language: Language | null;
}

/** Parameters of lists of states. */
const NOT_OF_FEED = Object.fromEntries(
  ['asOf', 'publishedBy', 'release', 'sort', 'cursor', 'reason', 'fields', 'columns'].map((name) => [
    name,
    refuse(
      'not-of-feed',
      `a feed has no ${name}: its entries are changes, newest first`,
      'leave it out; before= pages, filters limit',
    ),
  ]),
);

/** `GET /v1/revisions.atom`. */
export function readFeedQuery(raw: Raw): Parsed<FeedQuery> {
  const readers = {
    ...listFilter,
    ...marks,
    kind: oneOf(ENTRY_KINDS),
    limit: pageSize(LARGEST_ENTRIES, DEFAULT_ENTRIES),
    before: sequence,
    lang: oneOf(LANGUAGES.codes),
  };
  return then(readParameters(raw, readers, NOT_OF_FEED), (given) => ({
    filter: listFilterOf(given),
    notices: given.notice ?? null,
    kind: given.kind ?? null,
    limit: given.limit ?? DEFAULT_ENTRIES,
    before: given.before ?? null,
    language: given.lang ?? null,
  }));
}
