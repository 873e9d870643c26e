import type { LogTime } from '@silkgauge/read-model';
import type { FastifyReply } from 'fastify';
import { lastModifiedBy } from '../http/log-answers.ts';
import type { Language } from '../table/column.ts';
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
