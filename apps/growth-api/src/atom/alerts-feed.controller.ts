import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { DEFAULT_ENTRIES, type AlertState, filterPairs } from '@silkgauge/contract';
import { readLogTime, readNewestAlerts, registerJson } from '@silkgauge/read-model';
import { startedAt } from '@silkgauge/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Database } from '../database.ts';
import { readAlertFeedQuery, type AlertFeedQuery } from '../query/alert-queries.ts';
import { queryOf } from '../query/query-pipe.ts';
import { spokenLanguage } from '../table/language.ts';
import { alertsFeed } from './alerts-feed.ts';
import { setFeedHeaders } from './feed-head.ts';
import { originOf } from './origin-of.ts';

const PATH = '/v1/alerts.atom';

/** Alerts as an Atom feed. */
@Controller()
export class AlertsFeedController {
  readonly #db: Database['pool'];

  constructor(database: Database) {
    this.#db = database.searches;
  }

  @Get(PATH)
  async feed(
    @Query(queryOf(readAlertFeedQuery)) query: AlertFeedQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const time = await readLogTime(this.#db);
    const language = spokenLanguage(query.language, request, reply);
    const rows = await readNewestAlerts(this.#db, query.filter, {
      limit: query.limit,
      asOf: { sequence: time.sequence },
    });
    setFeedHeaders(reply, time);
    return alertsFeed(
      rows.map((row) => JSON.parse(registerJson(row)) as AlertState),
      { origin: originOf(request), language, self: addressOf(query), emptySince: time.by ?? startedAt },
    );
  }
}

/** Path and query of the feed. */
function addressOf({ filter, limit, language }: AlertFeedQuery): string {
  const { rule, kinds, states, scope } = filter;
  const search = new URLSearchParams(filterPairs(scope));
  const others = { rule, kind: kinds?.join(','), state: states?.join(','), lang: language };
  if (limit !== DEFAULT_ENTRIES) search.set('limit', String(limit));
  for (const [name, value] of Object.entries(others)) if (value) search.set(name, value);
  return search.size === 0 ? PATH : `${PATH}?${search.toString()}`;
}
