import { Controller, Req, Res } from '@nestjs/common';
import { DEFAULT_PAGE, PAGES, type AlertState, type In } from '@silkgauge/contract';
import { readOpenAlerts, registerJson, type Queryable } from '@silkgauge/read-model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Database } from '../database.ts';
import { Call } from '../http/call.ts';
import { PageFiles } from '../page/page-files.ts';
import { PLAIN_HEADERS } from '../page/plain-page.ts';
import { Notifier } from '../subscriptions/notifier.ts';
import { spokenLanguage } from '../table/language.ts';
import { alertsPage } from './alerts-page.ts';

/** The alerts that are open, as a page that needs no script. */
@Controller()
export class AlertPagesController {
  readonly #db: Queryable;
  readonly #fonts: string | null;
  readonly #notifier: Notifier;

  constructor(database: Database, files: PageFiles, notifier: Notifier) {
    this.#notifier = notifier;
    this.#db = database.searches;
    this.#fonts = files.styleSheet('chinese-fonts');
  }

  @Call(PAGES.alertsPage)
  async list(
    { rule, lang }: In<typeof PAGES.alertsPage>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const language = spokenLanguage(lang, request, reply);
    void reply.headers(PLAIN_HEADERS);
    const rows = await readOpenAlerts(this.#db, rule, DEFAULT_PAGE + 1);
    const alerts = rows.slice(0, DEFAULT_PAGE).map((row) => JSON.parse(registerJson(row)) as AlertState);
    return alertsPage(alerts, {
      ...{ language, fonts: this.#fonts, rule, isCut: rows.length > DEFAULT_PAGE },
      subscribeAt: this.#notifier.doorFor(request),
    });
  }
}
