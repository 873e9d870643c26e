import { Controller, Req, Res } from '@nestjs/common';
import { Call } from '@silkgauge/calls';
import { DEFAULT_PAGE, PAGES, type AlertState, type In } from '@silkgauge/contract';
import { readOpenAlerts, registerJson, type Queryable } from '@silkgauge/read-model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Database } from '../database.ts';
import { PlainPages } from '../page/plain-pages.ts';
import { alertsPage } from './alerts-page.ts';

/** The alerts that are open, as a page that needs no script. */
@Controller()
export class AlertPagesController {
  readonly #db: Queryable;
  readonly #pages: PlainPages;

  constructor(database: Database, pages: PlainPages) {
    this.#db = database.searches;
    this.#pages = pages;
  }

  @Call(PAGES.alertsPage)
  async list(
    { rule, lang }: In<typeof PAGES.alertsPage>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const shown = this.#pages.shownTo(lang, request, reply);
    const rows = await readOpenAlerts(this.#db, rule, DEFAULT_PAGE + 1);
    const alerts = rows.slice(0, DEFAULT_PAGE).map((row) => JSON.parse(registerJson(row)) as AlertState);
    return alertsPage(alerts, { ...shown, rule, isCut: rows.length > DEFAULT_PAGE });
  }
}
