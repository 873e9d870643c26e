import { Controller, Req, Res } from '@nestjs/common';
import { LARGEST_PAGE, PAGES, type In } from '@silkgauge/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Call } from '../http/call.ts';
import { PageFiles } from '../page/page-files.ts';
import { PLAIN_HEADERS } from '../page/plain-page.ts';
import { Notifier } from '../subscriptions/notifier.ts';
import { spokenLanguage } from '../table/language.ts';
import { Bulletins, titleIn } from './bulletins.ts';
import type { StateQuery } from '../states/clocks.ts';
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

  @Call(PAGES.bulletinsPage)
  async list(
    { lang }: In<typeof PAGES.bulletinsPage>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const language = spokenLanguage(lang, request, reply);
    void reply.headers(PLAIN_HEADERS);
    const rows = await this.#bulletins.plans(LARGEST_PAGE);
    const items = rows.map((row) => ({ bulletin: row.name, title: titleIn(row) }));
    return bulletinsPage(items, { language, fonts: this.#fonts });
  }

  @Call(PAGES.bulletinPage)
  async one(
    { bulletin, lang, ...clocks }: In<typeof PAGES.bulletinPage>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const told = await this.#bulletins.tell(bulletin, clocks);
    const language = spokenLanguage(lang, request, reply);
    void reply.headers(PLAIN_HEADERS);
    return bulletinPage(told, {
      ...{ language, fonts: this.#fonts, query: clockIn(clocks) },
      subscribeAt: this.#notifier.doorFor(request),
    });
  }
}

/** The clock that was asked for, which the page in the other language has too. */
function clockIn({ asOf, publishedBy }: StateQuery): Readonly<Record<string, string>> {
  if (publishedBy !== null) return { publishedBy };
  if (asOf === null) return {};
  return { asOf: 'sequence' in asOf ? asOf.sequence : asOf.instant };
}
