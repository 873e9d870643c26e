import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { DEFAULT_PAGE } from '@silkgauge/contract';
import { readReleases, type Queryable } from '@silkgauge/read-model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Database } from '../database.ts';
import { PageFiles } from '../page/page-files.ts';
import { PLAIN_HEADERS } from '../page/plain-page.ts';
import { queryOf } from '../query/query-pipe.ts';
import { readReleasePageQuery } from '../query/release-queries.ts';
import type { Language } from '../table/column.ts';
import { spokenLanguage } from '../table/language.ts';
import { releasesPage } from './pages.ts';
import { releaseIn } from './releases.controller.ts';

const ALL = { publishers: null, states: null, from: null, to: null };

/** The calendar of releases, as a page that needs no script. */
@Controller()
export class ReleasePagesController {
  readonly #db: Queryable;
  readonly #fonts: string | null;

  constructor(database: Database, files: PageFiles) {
    this.#db = database.searches;
    this.#fonts = files.styleSheet('chinese-fonts');
  }

  @Get('releases')
  async list(
    @Query(queryOf(readReleasePageQuery)) { language: asked }: { readonly language: Language | null },
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const language = spokenLanguage(asked, request, reply);
    void reply.headers(PLAIN_HEADERS);
    const page = { after: null, limit: DEFAULT_PAGE + 1, newestFirst: true };
    const rows = await readReleases(this.#db, ALL, page);
    const releases = rows.slice(0, DEFAULT_PAGE).map(releaseIn);
    return releasesPage(releases, { language, fonts: this.#fonts, isCut: rows.length > DEFAULT_PAGE });
  }
}
