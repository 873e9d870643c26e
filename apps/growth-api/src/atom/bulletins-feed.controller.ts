import { Controller, Req, Res } from '@nestjs/common';
import { Call } from '@silkgauge/calls';
import { CALLS, LARGEST_ENTRIES, type In } from '@silkgauge/contract';
import { readLogTime } from '@silkgauge/read-model';
import { startedAt } from '@silkgauge/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Bulletins } from '../bulletins/bulletins.ts';
import { Database } from '../database.ts';
import { spokenLanguage } from '../table/language.ts';
import { bulletinsFeed } from './bulletins-feed.ts';
import { setFeedHeaders } from './feed-head.ts';
import { originOf } from './origin-of.ts';

const { path: PATH } = CALLS.bulletinsFeed;

/** Bulletins as an Atom feed. */
@Controller()
export class BulletinsFeedController {
  readonly #db: Database['pool'];
  readonly #bulletins: Bulletins;

  constructor(database: Database, bulletins: Bulletins) {
    this.#db = database.searches;
    this.#bulletins = bulletins;
  }

  @Call(CALLS.bulletinsFeed)
  async feed(
    { lang: asked }: In<typeof CALLS.bulletinsFeed>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const time = await readLogTime(this.#db);
    const language = spokenLanguage(asked, request, reply);
    const bulletins = await this.#bulletins.newest(time.sequence, LARGEST_ENTRIES);
    setFeedHeaders(reply, time);
    return bulletinsFeed(bulletins, {
      ...{ origin: originOf(request), language, emptySince: time.by ?? startedAt },
      self: asked === null ? PATH : `${PATH}?lang=${asked}`,
    });
  }
}
