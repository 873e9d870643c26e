import { Controller, Query, Req } from '@nestjs/common';
import { countStates } from '@silkgauge/read-model';
import type { FastifyRequest } from 'fastify';
import { Database } from '../database.ts';
import { JsonGet } from '../http/json-answer.ts';
import { requireAsOf } from '../log/log-end.ts';
import { queryOf } from '../query/query-pipe.ts';
import { readTableQuery, type TableQuery } from '../query/table-queries.ts';
import { tableMetadata } from './metadata.ts';
import { searchOf } from './table.controller.ts';
import { termsIn } from './terms.ts';

/** What the table of a filter is. */
@Controller('v1')
export class MetadataController {
  readonly #db: Database['pool'];

  constructor(database: Database) {
    this.#db = database.searches;
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
