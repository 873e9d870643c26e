import { Controller, Req, Res } from '@nestjs/common';
import { Call } from '@silkgauge/calls';
import { CALLS, DEFAULT_ENTRIES, filterPairs, type AlertState, type In } from '@silkgauge/contract';
import { readLogTime, readNewestAlerts, registerJson } from '@silkgauge/read-model';
import { startedAt } from '@silkgauge/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { alertsIn } from '../alerts/alerts.controller.ts';
import { Database } from '../database.ts';
import { spokenLanguage } from '../table/language.ts';
import { alertsFeed } from './alerts-feed.ts';
import { setFeedHeaders } from './feed-head.ts';
import { originOf } from './origin-of.ts';

const { path: PATH } = CALLS.alertsFeed;

/** Alerts as an Atom feed. */
@Controller()
export class AlertsFeedController {
  readonly #db: Database['pool'];

  constructor(database: Database) {
    this.#db = database.searches;
  }

  @Call(CALLS.alertsFeed)
  async feed(
    query: In<typeof CALLS.alertsFeed>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const time = await readLogTime(this.#db);
    const language = spokenLanguage(query.lang, request, reply);
    const rows = await readNewestAlerts(this.#db, alertsIn(query), {
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
function addressOf({ rule, kind, state, scope, limit, lang }: In<typeof CALLS.alertsFeed>): string {
  const search = new URLSearchParams(filterPairs(scope));
  const others = { rule, kind: kind?.join(','), state: state?.join(','), lang };
  if (limit !== DEFAULT_ENTRIES) search.set('limit', String(limit));
  for (const [name, value] of Object.entries(others)) if (value) search.set(name, value);
  return search.size === 0 ? PATH : `${PATH}?${search.toString()}`;
}
