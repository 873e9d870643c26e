import { Controller, Req } from '@nestjs/common';
import { Call } from '@silkgauge/calls';
import { CALLS, type In } from '@silkgauge/contract';
import { countStates } from '@silkgauge/read-model';
import type { FastifyRequest } from 'fastify';
import { Database } from '../database.ts';
import { requireAsOf } from '../log/log-end.ts';
import { tableMetadata } from './metadata.ts';
import { searchOf } from './table.controller.ts';
import { termsIn } from './terms.ts';

/** What the table of a filter is. */
@Controller()
export class MetadataController {
  readonly #db: Database['pool'];

  constructor(database: Database) {
    this.#db = database.searches;
  }

  @Call(CALLS.tableMetadata)
  async metadata(query: In<typeof CALLS.tableMetadata>, @Req() request: FastifyRequest): Promise<string> {
    const address = `growth.csv${searchOf(request)}`;
    await requireAsOf(this.#db, query.asOf);
    const terms = await termsIn(this.#db, query.filter);
    if (query.publishedBy !== null || query.release !== null)
      return JSON.stringify(tableMetadata(address, query, { states: null, terms }));
    const { states, last } = await countStates(this.#db, query.filter, query.asOf);
    const pinned = { ...query, asOf: query.asOf ?? { sequence: last } };
    // With `notice` the count is left open: each state would have to be tested.
    return JSON.stringify(tableMetadata(address, pinned, { states: query.notice ? null : states, terms }));
  }
}
