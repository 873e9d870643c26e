import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { DEFAULT_PAGE, type AlertState } from '@silkgauge/contract';
import { readAlerts, registerJson, type Queryable, type RegisterChange } from '@silkgauge/read-model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HEADERS } from '../bulletins/pages.controller.ts';
import { Database } from '../database.ts';
import { readAlertPageQuery, type AlertPageQuery } from '../query/alert-queries.ts';
import { PageFiles } from '../page/page-files.ts';
import { queryOf } from '../query/query-pipe.ts';
import { spokenLanguage } from '../table/language.ts';
import { alertsPage } from './pages.ts';

/** The alerts that are open, as a page that needs no script. */
@Controller()
export class AlertPagesController {
  readonly #db: Queryable;
  readonly #fonts: string | null;

  constructor(database: Database, files: PageFiles) {
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
    void reply.headers(HEADERS);
    const rows: RegisterChange[] = [];
    for (const state of ['firing', 'pending']) {
      const filter = { rule, kinds: null, states: [state], periods: null, dimensions: {} };
      const limit = DEFAULT_PAGE + 1 - rows.length;
      if (limit > 0) rows.push(...(await readAlerts(this.#db, filter, { after: null, limit, asOf: null })));
    }
    const alerts = rows.slice(0, DEFAULT_PAGE).map((row) => JSON.parse(registerJson(row)) as AlertState);
    return alertsPage(alerts, { language, fonts: this.#fonts, rule, isCut: rows.length > DEFAULT_PAGE });
  }
}
