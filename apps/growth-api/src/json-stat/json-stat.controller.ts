import { Controller, Req, Res } from '@nestjs/common';
import { Call } from '@silkgauge/calls';
import { CALLS, type In } from '@silkgauge/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Database } from '../database.ts';
import { addLink } from '../discovery/links.ts';
import { spokenLanguage } from '../table/language.ts';
import { addressOf } from '../table/metadata.ts';
import { pinnedBy } from '../table/pinned.ts';
import { sendStreamed } from '../table/streamed.ts';
import { StateSources, wholeStates } from '../table/whole-states.ts';
import { jsonStatText } from './json-stat-text.ts';
import { readCube } from './read-cube.ts';

const FILE = 'growth.jsonstat';

/** The figures of a filter as a cube. */
@Controller()
export class JsonStatController {
  readonly #db: Database['pool'];
  readonly #sources: StateSources;

  constructor(database: Database, sources: StateSources) {
    this.#db = database.searches;
    this.#sources = sources;
  }

  @Call(CALLS.jsonStat)
  async cube(
    query: In<typeof CALLS.jsonStat>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { pinned, sequence, end, ...validators } = await pinnedBy(this.#db, query, request, reply);
    const language = spokenLanguage(query.lang, request, reply);
    const address = addressOf(FILE, pinned);
    addLink(reply, addressOf(FILE, pinned, query.lang === null ? {} : { lang: query.lang }), {
      rel: 'canonical',
      type: 'application/json',
    });
    await sendStreamed({
      ...validators,
      version: `${validators.version} ${language} ${address}`,
      type: 'application/json; charset=utf-8',
      readsForHead: true,
      parts: jsonStatText(() => readCube(wholeStates(this.#sources, pinned)), {
        language,
        query: address.split('?')[1] ?? '',
        sequence: sequence ?? end,
      }),
    });
  }
}
