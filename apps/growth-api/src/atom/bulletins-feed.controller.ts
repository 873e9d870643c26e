import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { LARGEST_ENTRIES } from '@silkgauge/contract';
import { readLogTime } from '@silkgauge/read-model';
import { startedAt } from '@silkgauge/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Bulletins } from '../bulletins/bulletins.ts';
import { Database } from '../database.ts';
import { readPageQuery, type BulletinQuery } from '../query/bulletin-queries.ts';
import { queryOf } from '../query/query-pipe.ts';
import { spokenLanguage } from '../table/language.ts';
import { bulletinsFeed } from './bulletins-feed.ts';
import { setFeedHeaders } from './feed-head.ts';
import { originOf } from './origin-of.ts';

const PATH = '/v1/bulletins.atom';

/** Bulletins as an Atom feed. */
@Controller()
export class BulletinsFeedController {
  readonly #db: Database['pool'];
  readonly #bulletins: Bulletins;

  constructor(database: Database, bulletins: Bulletins) {
    this.#db = database.searches;
    this.#bulletins = bulletins;
  }

  @Get(PATH)
  async feed(
    @Query(queryOf(readPageQuery)) { language: asked }: Pick<BulletinQuery, 'language'>,
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
