import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { LARGEST_PAGE } from '@silkgauge/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PageFiles } from '../page/page-files.ts';
import { PLAIN_HEADERS } from '../page/plain-page.ts';
import { readBulletinQuery, readPageQuery, type BulletinQuery } from '../query/bulletin-queries.ts';
import { queryOf } from '../query/query-pipe.ts';
import { Notifier } from '../subscriptions/notifier.ts';
import { spokenLanguage } from '../table/language.ts';
import { Bulletins, titleIn } from './bulletins.ts';
import { bulletinPage, bulletinsPage } from './bulletins-page.ts';

/** Bulletins as pages that need no script. */
@Controller()
export class BulletinPagesController {
  readonly #bulletins: Bulletins;
  readonly #fonts: string | null;
  readonly #notifier: Notifier;

  constructor(bulletins: Bulletins, files: PageFiles, notifier: Notifier) {
    this.#notifier = notifier;
    this.#bulletins = bulletins;
    this.#fonts = files.styleSheet('chinese-fonts');
  }

  @Get('bulletins')
  async list(
    @Query(queryOf(readPageQuery)) { language: asked }: Pick<BulletinQuery, 'language'>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const language = spokenLanguage(asked, request, reply);
    void reply.headers(PLAIN_HEADERS);
    const rows = await this.#bulletins.plans(LARGEST_PAGE);
    const items = rows.map((row) => ({ bulletin: row.name, title: titleIn(row) }));
    return bulletinsPage(items, { language, fonts: this.#fonts });
  }

  @Get('bulletins/:name')
  async one(
    @Param('name') name: string,
    @Query(queryOf(readBulletinQuery)) query: BulletinQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const told = await this.#bulletins.tell(name, query);
    const language = spokenLanguage(query.language, request, reply);
    void reply.headers(PLAIN_HEADERS);
    return bulletinPage(told, {
      ...{ language, fonts: this.#fonts, query: clockIn(query) },
      subscribeAt: this.#notifier.doorFor(request),
    });
  }
}

/** The clock that was asked for, which the page in the other language has too. */
function clockIn({ asOf, publishedBy }: BulletinQuery): Readonly<Record<string, string>> {
  if (publishedBy !== null) return { publishedBy };
  if (asOf === null) return {};
  return { asOf: 'sequence' in asOf ? asOf.sequence : asOf.instant };
}
