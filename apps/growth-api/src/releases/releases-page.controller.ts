import { OPEN_RELEASE_STATES, RELEASE_STATES } from '@silkgauge/codelists';
import { Controller, Req, Res } from '@nestjs/common';
import { Call } from '@silkgauge/calls';
import { PAGES, type In, type ReleaseState } from '@silkgauge/contract';
import { readReleases, type Queryable } from '@silkgauge/read-model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Database } from '../database.ts';
import { PlainPages } from '../page/plain-pages.ts';
import { MOST_SHOWN, releasesPage } from './releases-page.ts';
import { releaseIn } from './releases.controller.ts';

const CLOSED = RELEASE_STATES.codes.filter((state) => !OPEN_RELEASE_STATES.some((open) => open === state));

/** The calendar of releases, as a page that needs no script. */
@Controller()
export class ReleasePagesController {
  readonly #db: Queryable;
  readonly #pages: PlainPages;

  constructor(database: Database, pages: PlainPages) {
    this.#db = database.searches;
    this.#pages = pages;
  }

  @Call(PAGES.releasesPage)
  async list(
    { lang }: In<typeof PAGES.releasesPage>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const shown = this.#pages.shownTo(lang, request, reply);
    const open = await this.#read(OPEN_RELEASE_STATES, false);
    const closed = await this.#read(CLOSED, true);
    return releasesPage({ open, closed }, shown);
  }

  /** The nearest of those to come, or the newest of the others; one more than the page shows. */
  async #read(states: readonly string[], newestFirst: boolean): Promise<readonly ReleaseState[]> {
    const filter = { publishers: null, states, from: null, to: null };
    const rows = await readReleases(this.#db, filter, { after: null, limit: MOST_SHOWN + 1, newestFirst });
    return rows.map(releaseIn);
  }
}
