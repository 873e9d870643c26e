import { Controller, Req, Res } from '@nestjs/common';
import { Call } from '@silkgauge/calls';
import { LARGEST_PAGE, PAGES, type In } from '@silkgauge/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PlainPages } from '../page/plain-pages.ts';
import { Bulletins, titleIn } from './bulletins.ts';
import type { StateQuery } from '../states/clocks.ts';
import { bulletinPage, bulletinsPage } from './bulletins-page.ts';

/** Bulletins as pages that need no script. */
@Controller()
export class BulletinPagesController {
  readonly #bulletins: Bulletins;
  readonly #pages: PlainPages;

  constructor(bulletins: Bulletins, pages: PlainPages) {
    this.#bulletins = bulletins;
    this.#pages = pages;
  }

  @Call(PAGES.bulletinsPage)
  async list(
    { lang }: In<typeof PAGES.bulletinsPage>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const shown = this.#pages.shownTo(lang, request, reply);
    const rows = await this.#bulletins.plans(LARGEST_PAGE);
    const items = rows.map((row) => ({ bulletin: row.name, title: titleIn(row) }));
    return bulletinsPage(items, shown);
  }

  @Call(PAGES.bulletinPage)
  async one(
    { bulletin, lang, ...clocks }: In<typeof PAGES.bulletinPage>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const told = await this.#bulletins.tell(bulletin, clocks);
    const shown = this.#pages.shownTo(lang, request, reply);
    return bulletinPage(told, { ...shown, query: clockIn(clocks) });
  }
}

/** The clock that was asked for, which the page in the other language has too. */
function clockIn({ asOf, publishedBy }: StateQuery): Readonly<Record<string, string>> {
  if (publishedBy !== null) return { publishedBy };
  if (asOf === null) return {};
  return { asOf: 'sequence' in asOf ? asOf.sequence : asOf.instant };
}
