import { hash } from 'node:crypto';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import {
  countStates,
  lastEventId,
  readLogPlace,
  readLogTime,
  readPrintedBy,
  type Queryable,
} from '@silkgauge/read-model';
import { acceptedLanguage, addVary } from '@silkgauge/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CODE_REGISTERS } from '../codes.ts';
import { Database } from '../database.ts';
import { addLink } from '../discovery/links.ts';
import { JsonGet } from '../http/json-answer.ts';
import { FOR_EVER, lastModifiedBy } from '../http/log-answers.ts';
import { JoinedStates } from '../states/joined-states.ts';
import { requireAsOf } from '../log/log-end.ts';
import { ALWAYS, Publications } from '../published/published-figures.ts';
import { queryOf } from '../query/query-pipe.ts';
import { withFields } from '../query/fields.ts';
import {
  readLinesQuery,
  readTableQuery,
  type LinesQuery,
  type TableQuery,
  type WholeQuery,
} from '../query/table-queries.ts';
import { StreamTimeouts } from '../stream/follow.ts';
import { LANGUAGES, type CellContext, type EventIdentity } from './column.ts';
import { addressOf, tableAddress, tableMetadata } from './metadata.ts';
import { sendStreamed, type Streamed } from './streamed.ts';
import { termsIn } from './terms.ts';
import { linesText, nameOf, tableText } from './table-text.ts';
import { wholeStates, type StateSources } from './whole-states.ts';

/** All states of a filter as CSV with metadata, or a line each. */
@Controller('v1')
export class TableController {
  readonly #db: Database['pool'];
  readonly #sources: StateSources;
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
    const { pinned, ...validators } = await this.#pin(query, request, reply);
    const language = query.language ?? acceptedLanguage(request.headers, LANGUAGES);
    if (query.columns.some(({ isNamed }) => isNamed)) {
      if (query.language === null) addVary(reply, 'accept-language');
      void reply.header('content-language', language);
    }
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
      version: `${validators.version} ${language} ${address}`,
      type: 'text/csv; charset=utf-8; header=present',
      text: tableText(wholeStates(this.#sources, pinned), {
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
    const { pinned, ...validators } = await this.#pin(query, request, reply);
    const { fields } = query;
    const address = addressOf('growth.ndjson', pinned, fields === null ? {} : { fields: fields.text });
    addLink(reply, address, { rel: 'canonical', type: 'application/x-ndjson' });
    await sendStreamed({
      ...validators,
      version: `${validators.version} ${address}`,
      type: 'application/x-ndjson; charset=utf-8',
      text: linesText(wholeStates(this.#sources, pinned), (state) =>
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

  /** The newest event, and the day where an instant still runs: periods end with days. */
  async #evidenceBy(until: string): Promise<string> {
    const today = new Date().toISOString().slice(0, 10);
    return `${await lastEventId(this.#db)} ${until < today ? '' : today}`;
  }

  /**
   * Pins a query without clock to the end of the log: an answer is read in pages, and shows one moment. What was
   * published by a day may change without the log, so that its version names the newest event too.
   */
  async #pin(
    query: WholeQuery,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Omit<Streamed, 'type' | 'text'> & { readonly pinned: WholeQuery }> {
    const { asOf, publishedBy, release } = query;
    await requireAsOf(this.#db, asOf);
    const isPinned = asOf !== null && 'sequence' in asOf;
    const time = await readLogTime(this.#db, isPinned ? asOf.sequence : null);
    const { rebuild } = await readLogPlace(this.#db);
    void reply.header('cache-control', isPinned ? FOR_EVER : 'no-cache');
    const isOfLog = publishedBy === null && release === null;
    return {
      request,
      reply,
      pinned: isOfLog && asOf === null ? { ...query, asOf: { sequence: time.sequence } } : query,
      version: [
        RELEASE,
        rebuild,
        time.sequence,
        isOfLog ? '' : await this.#evidenceBy(publishedBy ?? ALWAYS),
      ].join(' '),
      lastModified: isOfLog ? lastModifiedBy(time) : undefined,
      stalledAfter: this.#patience.stalledAfter,
    };
  }
}

/** Quotes of prints by the identities of their events. */
async function quotesOf(db: Queryable, prints: readonly EventIdentity[]): Promise<CellContext['quoteOf']> {
  const quotes = new Map((await readPrintedBy(db, prints)).map((print) => [nameOf(print), print.quote]));
  return (print) => quotes.get(nameOf(print)) ?? null;
}

/** Digest of the registers: names and notices in force are theirs. */
const RELEASE = hash(
  'sha256',
  JSON.stringify(Object.values(CODE_REGISTERS).map((register) => [...register])),
  'base64url',
).slice(0, 12);

/** Query string as requested, percent-encoded where a URL needs it. */
const searchOf = ({ url }: FastifyRequest): string => new URL(url, 'http://table').search;
