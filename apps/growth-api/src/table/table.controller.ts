import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { countStates } from '@silkgauge/read-model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Database } from '../database.ts';
import { addLink } from '../discovery/links.ts';
import { JsonGet } from '../http/json-answer.ts';
import { requireAsOf } from '../log/log-end.ts';
import { queryOf } from '../query/query-pipe.ts';
import { withFields } from '../query/fields.ts';
import { readLinesQuery, readTableQuery, type LinesQuery, type TableQuery } from '../query/table-queries.ts';
import { StreamTimeouts } from '../stream/follow.ts';
import { languageOf } from './language.ts';
import { addressOf, tableAddress, tableMetadata } from './metadata.ts';
import { pinnedBy } from './pinned.ts';
import { quotesOf } from './quotes.ts';
import { sendStreamed } from './streamed.ts';
import { termsIn } from './terms.ts';
import { linesText, tableText } from './table-text.ts';
import { StateSources, wholeStates } from './whole-states.ts';

/** All states of a filter as CSV with metadata, or a line each. */
@Controller('v1')
export class TableController {
  readonly #db: Database['pool'];
  readonly #sources: StateSources;
  readonly #patience: StreamTimeouts;

  constructor(database: Database, sources: StateSources, patience: StreamTimeouts) {
    this.#db = database.searches;
    this.#sources = sources;
    this.#patience = patience;
  }

  @Get('growth.csv')
  async table(
    @Query(queryOf(readTableQuery)) query: TableQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { pinned, ...validators } = await pinnedBy(this.#db, query, request, reply);
    const language = languageOf(query, request, reply);
    const address = tableAddress('growth.csv', {
      ...pinned,
      columns: query.columns,
      language: query.language,
    });
    // Metadata must name its table by the address asked for (Model for Tabular Data, section 5.2).
    const described = `growth.metadata.json${searchOf(request)}`;
    addLink(reply, described, { rel: 'describedby', type: 'application/csvm+json' });
    addLink(reply, address, { rel: 'canonical', type: 'text/csv' });
    void reply.header('content-disposition', 'attachment; filename="growth.csv"');
    await sendStreamed({
      ...validators,
      stalledAfter: this.#patience.stalledAfter,
      version: `${validators.version} ${language} ${address}`,
      type: 'text/csv; charset=utf-8; header=present',
      parts: tableText(wholeStates(this.#sources, pinned), {
        columns: query.columns,
        language,
        readQuotes: (prints) => quotesOf(this.#db, prints),
      }),
    });
  }

  @Get('growth.ndjson')
  async lines(
    @Query(queryOf(readLinesQuery)) query: LinesQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { pinned, ...validators } = await pinnedBy(this.#db, query, request, reply);
    const { fields } = query;
    const address = addressOf('growth.ndjson', pinned, fields === null ? {} : { fields: fields.text });
    addLink(reply, address, { rel: 'canonical', type: 'application/x-ndjson' });
    await sendStreamed({
      ...validators,
      stalledAfter: this.#patience.stalledAfter,
      version: `${validators.version} ${address}`,
      type: 'application/x-ndjson; charset=utf-8',
      parts: linesText(wholeStates(this.#sources, pinned), (state) =>
        withFields(state, fields?.chosen ?? null),
      ),
    });
  }

  /** The second path is where tools look that start from the table (Model for Tabular Data, section 5.3). */
  @JsonGet(['growth.metadata.json', 'growth.csv-metadata.json'])
  async metadata(
    @Query(queryOf(readTableQuery)) query: TableQuery,
    @Req() request: FastifyRequest,
  ): Promise<string> {
    const address = `growth.csv${searchOf(request)}`;
    await requireAsOf(this.#db, query.asOf);
    const terms = await termsIn(this.#db, query.filter);
    if (query.publishedBy !== null || query.release !== null)
      return JSON.stringify(tableMetadata(address, query, { states: null, terms }));
    const { states, last } = await countStates(this.#db, query.filter, query.asOf);
    const pinned = { ...query, asOf: query.asOf ?? { sequence: last } };
    // With `notice` the count is left open: each state would have to be tested.
    return JSON.stringify(tableMetadata(address, pinned, { states: query.notices ? null : states, terms }));
  }
}

/** Query string as requested, percent-encoded where a URL needs it. */
const searchOf = ({ url }: FastifyRequest): string => new URL(url, 'http://table').search;
