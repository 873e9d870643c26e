import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Database } from '../database.ts';
import { addLink } from '../discovery/links.ts';
import { queryOf } from '../query/query-pipe.ts';
import { readCubeQuery, type CubeQuery } from '../query/table-queries.ts';
import { spokenLanguage } from '../table/language.ts';
import { addressOf } from '../table/metadata.ts';
import { pinnedBy } from '../table/pinned.ts';
import { sendStreamed } from '../table/streamed.ts';
import { StateSources, wholeStates } from '../table/whole-states.ts';
import { jsonStatText } from './json-stat-text.ts';
import { readCube } from './read-cube.ts';

const FILE = 'growth.jsonstat';

/** The figures of a filter as a cube. */
@Controller('v1')
export class JsonStatController {
  readonly #db: Database['pool'];
  readonly #sources: StateSources;

  constructor(database: Database, sources: StateSources) {
    this.#db = database.searches;
    this.#sources = sources;
  }

  @Get(FILE)
  async cube(
    @Query(queryOf(readCubeQuery)) query: CubeQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { pinned, sequence, end, ...validators } = await pinnedBy(this.#db, query, request, reply);
    const language = spokenLanguage(query.language, request, reply);
    const address = addressOf(FILE, pinned);
    addLink(reply, addressOf(FILE, pinned, query.language === null ? {} : { lang: query.language }), {
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
