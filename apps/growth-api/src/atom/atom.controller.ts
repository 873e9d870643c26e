import { Controller, Req, Res } from '@nestjs/common';
import { Call } from '@silkgauge/calls';
import { CALLS, DEFAULT_ENTRIES, filterPairs, type In } from '@silkgauge/contract';
import { readLogTime } from '@silkgauge/read-model';
import { startedAt } from '@silkgauge/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Database } from '../database.ts';
import { addLink } from '../discovery/links.ts';
import { requireReached } from '../log/log-end.ts';
import { JoinedStates } from '../states/joined-states.ts';
import { spokenLanguage } from '../table/language.ts';
import { readEntries } from './entries.ts';
import { setFeedHeaders } from './feed-head.ts';
import { feedText } from './feed-text.ts';
import { originOf } from './origin-of.ts';

const { path: PATH } = CALLS.revisionsFeed;

/** Revisions and conflicts as an Atom feed. */
@Controller()
export class AtomController {
  readonly #db: Database['pool'];
  readonly #joined: JoinedStates;

  constructor(database: Database, joined: JoinedStates) {
    this.#db = database.searches;
    this.#joined = joined;
  }

  @Call(CALLS.revisionsFeed)
  async feed(
    query: In<typeof CALLS.revisionsFeed>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { filter, notice: notices, kind, limit } = query;
    const time = await readLogTime(this.#db);
    const { sequence, by } = time;
    if (query.before !== null) await requireReached(this.#db, 'before', { sequence: query.before }, sequence);
    const language = spokenLanguage(query.lang, request, reply);
    const { entries, next } = await readEntries(this.#db, {
      ...{ filter, kind, limit },
      isMarked: notices && (await this.#joined.at(null)).markedBy(notices),
      before: query.before ?? String(BigInt(sequence) + 1n),
    });
    const pageBefore = (before: string | null) => addressOf(query, before);
    const nextPage = next === null ? null : pageBefore(next);
    if (nextPage !== null) addLink(reply, nextPage, { rel: 'next', type: 'application/atom+xml' });
    setFeedHeaders(reply, time);
    return feedText(entries, {
      origin: originOf(request),
      language,
      first: pageBefore(null),
      self: pageBefore(query.before),
      next: nextPage,
      emptySince: by ?? startedAt,
    });
  }
}

/** Path and query of a page of the feed. */
function addressOf(
  { filter, notice, kind, limit, lang }: In<typeof CALLS.revisionsFeed>,
  before: string | null,
): string {
  const search = new URLSearchParams(filterPairs(filter));
  const others = { notice: notice?.join(','), kind, lang, before };
  if (limit !== DEFAULT_ENTRIES) search.set('limit', String(limit));
  for (const [name, value] of Object.entries(others)) if (value) search.set(name, value);
  return `${PATH}?${search.toString()}`;
}
