import type { Language, BothNames } from '@silkgauge/codelists';
import type { LogTime } from '@silkgauge/read-model';
import type { FastifyReply } from 'fastify';
import { Feed } from 'feed';
import { lastModifiedBy } from '../http/log-answers.ts';
import { SEQUENCE_HEADER } from '../table/pinned.ts';

/** What a feed says of itself. */
export interface FeedHead {
  /** Scheme, host and port of the API. */
  readonly origin: string;
  readonly language: Language;
  /** Path and query of this page of the feed. */
  readonly self: string;
  /** Time of a feed without entries. */
  readonly emptySince: Date;
}

/** What tells a feed from others. */
export interface FeedIdentity {
  /** The same for all pages of the feed. */
  readonly id: string;
  readonly title: BothNames;
  /** Path and query of the page for people. */
  readonly page: string;
}

/** An Atom feed (RFC 4287) before its entries. `newest` is the first of them, null for a feed without entries. */
export function feedOf(
  { id, title, page }: FeedIdentity,
  { origin, language, self, emptySince }: FeedHead,
  newest: { readonly knownAt: string } | null,
): Feed {
  return new Feed({
    id,
    title: title[language],
    link: `${origin}${page}`,
    feed: `${origin}${self}`,
    updated: newest ? new Date(newest.knownAt) : emptySince,
    author: { name: 'Silkgauge' },
    generator: false,
  });
}

/** Sets the headers of a feed that tells of the log up to a time. */
export function setFeedHeaders(reply: FastifyReply, time: LogTime): void {
  const lastModified = lastModifiedBy(time);
  if (lastModified !== undefined) void reply.header('last-modified', lastModified);
  void reply.headers({
    'content-type': 'application/atom+xml; charset=utf-8',
    'cache-control': 'no-cache',
    [SEQUENCE_HEADER]: time.sequence,
  });
}
