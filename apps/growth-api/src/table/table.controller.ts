import { Readable } from 'node:stream';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { countStates, lastSequence } from '@silkgauge/read-model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Database } from '../database.ts';
import { JsonGet } from '../http/json-answer.ts';
import { JoinedStates } from '../states/joined-states.ts';
import { requireAsOf } from '../log/log-end.ts';
import { Publications } from '../published/published-figures.ts';
import { queryOf } from '../query/query-pipe.ts';
import { readTableQuery, type TableQuery } from '../query/table-queries.ts';
import { StreamTimeouts } from '../stream/follow.ts';
import { tableAddress, tableMetadata } from './metadata.ts';
import { tableText, type TableSources } from './table-text.ts';

/** All states of a filter as CSV, and the metadata of that table. */
@Controller('v1')
export class TableController {
  readonly #db: Database['pool'];
  readonly #sources: TableSources;
  readonly #patience: StreamTimeouts;

  constructor(
    database: Database,
    publications: Publications,
    joined: JoinedStates,
    patience: StreamTimeouts,
  ) {
    this.#db = database.searches;
    this.#sources = { db: database.searches, publications, joined };
    this.#patience = patience;
  }

  @Get('growth.csv')
  async table(
    @Query(queryOf(readTableQuery)) query: TableQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await requireAsOf(this.#db, query.asOf);
    const pinned = atPlace(query, await lastSequence(this.#db));
    const text = tableText(this.#sources, pinned);
    const isHead = request.method === 'HEAD';
    // Reads the first states before the headers go out: a database error gives a problem, not half a table.
    const begun = isHead ? '' : await beginning(text);
    // Cuts off a stalled reader, as on the stream.
    reply.raw.setTimeout(this.#patience.stalledAfter);
    void reply
      .headers({
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': 'attachment; filename="growth.csv"',
        'cache-control': 'no-cache',
        'x-content-type-options': 'nosniff',
        link: linksOf(request, pinned),
      })
      .send(Readable.from(isHead ? [] : following(begun, text)));
  }

  @JsonGet('growth.metadata.json')
  async metadata(
    @Query(queryOf(readTableQuery)) query: TableQuery,
    @Req() request: FastifyRequest,
  ): Promise<string> {
    const address = `growth.csv${searchOf(request)}`;
    if (query.publishedBy !== null) return JSON.stringify(tableMetadata(address, query, null));
    await requireAsOf(this.#db, query.asOf);
    const { states, last } = await countStates(this.#db, query.filter, query.asOf);
    // With `notice` the count is left open: each state would have to be tested.
    return JSON.stringify(tableMetadata(address, atPlace(query, last), query.notices ? null : states));
  }
}

/**
 * `describedby` repeats the requested address, as metadata must name its table by it (Model for Tabular Data,
 * section 5.2); `canonical` is the same table pinned to one moment.
 */
function linksOf(request: FastifyRequest, pinned: TableQuery): string {
  return [
    `<growth.metadata.json${searchOf(request)}>; rel="describedby"; type="application/csvm+json"`,
    `<${tableAddress(pinned)}>; rel="canonical"; type="text/csv"`,
  ].join(', ');
}

/** Query string as requested, percent-encoded where a URL needs it. */
const searchOf = ({ url }: FastifyRequest): string => new URL(url, 'http://table').search;

/** Pins a query without clock to a sequence: a table is read in pages, and shows one moment. */
function atPlace(query: TableQuery, sequence: string): TableQuery {
  return query.asOf === null && query.publishedBy === null ? { ...query, asOf: { sequence } } : query;
}

async function beginning(text: AsyncIterator<string>): Promise<string> {
  const [header, first] = [await text.next(), await text.next()];
  return [header, first].map((step) => (step.done === true ? '' : step.value)).join('');
}

async function* following(first: string, rest: AsyncIterable<string>): AsyncGenerator<string, void> {
  yield first;
  yield* rest;
}
