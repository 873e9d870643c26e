import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { DEFAULT_PAGE, type AlertState } from '@silkgauge/contract';
import { readOpenAlerts, registerJson, type Queryable } from '@silkgauge/read-model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Database } from '../database.ts';
import { readAlertPageQuery, type AlertPageQuery } from '../query/alert-queries.ts';
import { PageFiles } from '../page/page-files.ts';
import { PLAIN_HEADERS } from '../page/plain-page.ts';
import { queryOf } from '../query/query-pipe.ts';
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

  @Get('alerts')
  async list(
    @Query(queryOf(readAlertPageQuery)) { rule, language: asked }: AlertPageQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const language = spokenLanguage(asked, request, reply);
    void reply.headers(PLAIN_HEADERS);
    const rows = await readOpenAlerts(this.#db, rule, DEFAULT_PAGE + 1);
    const alerts = rows.slice(0, DEFAULT_PAGE).map((row) => JSON.parse(registerJson(row)) as AlertState);
    return alertsPage(alerts, {
      ...{ language, fonts: this.#fonts, rule, isCut: rows.length > DEFAULT_PAGE },
      subscribeAt: this.#notifier.doorFor(request),
    });
  }
}
