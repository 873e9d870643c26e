import { Controller, Req, Res } from '@nestjs/common';
import { Call } from '@silkgauge/calls';
import { CALLS, type In } from '@silkgauge/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Database } from '../database.ts';
import { addLink } from '../discovery/links.ts';
import { languageOf } from '../table/language.ts';
import { tableAddress } from '../table/metadata.ts';
import { pinnedBy } from '../table/pinned.ts';
import { quotesOf } from '../table/quotes.ts';
import { sendStreamed } from '../table/streamed.ts';
import { StateSources, wholeStates } from '../table/whole-states.ts';
import { parquetParts } from './parquet-file.ts';

const TYPE = 'application/vnd.apache.parquet';
const FILE = 'growth.parquet';

/** The table of states as a Parquet file. */
@Controller()
export class ParquetController {
  readonly #db: Database['pool'];
  readonly #sources: StateSources;

  constructor(database: Database, sources: StateSources) {
    this.#db = database.searches;
    this.#sources = sources;
  }

  @Call(CALLS.parquet)
  async file(
    query: In<typeof CALLS.parquet>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { pinned, sequence, end, ...validators } = await pinnedBy(this.#db, query, request, reply);
    const { columns } = query;
    const language = languageOf(query, request, reply);
    const isNamed = columns.some((column) => column.isNamed);
    // The metadata names the CSV table of the same bytes, whatever its reader prefers.
    const address = tableAddress(FILE, { ...pinned, columns, lang: isNamed ? language : null });
    addLink(reply, address, { rel: 'canonical', type: TYPE });
    void reply.header('content-disposition', `attachment; filename="${FILE}"`);
    await sendStreamed({
      ...validators,
      version: `${validators.version} ${address}`,
      type: TYPE,
      parts: parquetParts(
        wholeStates(this.#sources, pinned),
        { columns, language, readQuotes: (prints) => quotesOf(this.#db, prints) },
        { query: address.split('?')[1] ?? '', sequence: sequence ?? end },
      ),
    });
  }
}
