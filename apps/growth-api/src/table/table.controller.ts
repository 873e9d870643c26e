import { Controller, Req, Res } from '@nestjs/common';
import { Call } from '@silkgauge/calls';
import { CALLS, type In } from '@silkgauge/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Database } from '../database.ts';
import { addLink } from '../discovery/links.ts';
import { withFields } from '../states/fields.ts';
import { languageOf } from './language.ts';
import { addressOf, tableAddress } from './metadata.ts';
import { pinnedBy } from './pinned.ts';
import { quotesOf } from './quotes.ts';
import { sendStreamed } from './streamed.ts';
import { linesText, tableText } from './table-text.ts';
import { StateSources, wholeStates } from './whole-states.ts';

/** All states of a filter as CSV, or a line each. */
@Controller()
export class TableController {
  readonly #db: Database['pool'];
  readonly #sources: StateSources;

  constructor(database: Database, sources: StateSources) {
    this.#db = database.searches;
    this.#sources = sources;
  }

  @Call(CALLS.table)
  async table(
    query: In<typeof CALLS.table>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { pinned, ...validators } = await pinnedBy(this.#db, query, request, reply);
    const language = languageOf(query, request, reply);
    const address = tableAddress('growth.csv', {
      ...pinned,
      columns: query.columns,
      lang: query.lang,
    });
    // Metadata must name its table by the address asked for (Model for Tabular Data, section 5.2).
    const described = `growth.metadata.json${searchOf(request)}`;
    addLink(reply, described, { rel: 'describedby', type: 'application/csvm+json' });
    addLink(reply, address, { rel: 'canonical', type: 'text/csv' });
    void reply.header('content-disposition', 'attachment; filename="growth.csv"');
    await sendStreamed({
      ...validators,
      version: `${validators.version} ${language} ${address}`,
      type: 'text/csv; charset=utf-8; header=present',
      parts: tableText(wholeStates(this.#sources, pinned), {
        columns: query.columns,
        language,
        readQuotes: (prints) => quotesOf(this.#db, prints),
      }),
    });
  }

  @Call(CALLS.lines)
  async lines(
    query: In<typeof CALLS.lines>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { pinned, ...validators } = await pinnedBy(this.#db, query, request, reply);
    const { fields } = query;
    const address = addressOf('growth.ndjson', pinned, fields === null ? {} : { fields: fields.text });
    addLink(reply, address, { rel: 'canonical', type: 'application/x-ndjson' });
    await sendStreamed({
      ...validators,
      version: `${validators.version} ${address}`,
      type: 'application/x-ndjson; charset=utf-8',
      parts: linesText(wholeStates(this.#sources, pinned), (state) => withFields(state, fields)),
    });
  }
}

/** Query string as requested, percent-encoded where a URL needs it. */
export const searchOf = ({ url }: FastifyRequest): string => new URL(url, 'http://table').search;
