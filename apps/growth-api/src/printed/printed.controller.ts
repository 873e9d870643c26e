import { Controller, Param, Query } from '@nestjs/common';
import { readPrintedSentences, type Queryable } from '@silkgauge/read-model';
import { Database } from '../database.ts';
import { JsonGet, pageJson } from '../http/json-answer.ts';
import { failure } from '../http/problems.ts';
import { writeCursor } from '../query/cursor.ts';
import { requireOrderName } from '../query/order-name.ts';
import { readPrintedQuery, type PrintedQuery } from '../query/printed-queries.ts';
import { readNoQuery } from '../query/queries.ts';
import { queryOf } from '../query/query-pipe.ts';
import { listedPrinted } from './listed-printed.ts';

/** Sentences that somebody published, and whether their numbers still hold. */
@Controller('v1/printed')
export class PrintedController {
  readonly #db: Queryable;

  constructor(database: Database) {
    this.#db = database.searches;
  }

  @JsonGet()
  async list(@Query(queryOf(readPrintedQuery)) { filter, after, limit }: PrintedQuery): Promise<string> {
    const rows = await readPrintedSentences(
      this.#db,
      { ...filter, names: null, after, asOf: null },
      limit + 1,
    );
    return pageJson(rows, limit, listedPrinted, (last) => writeCursor('printed', [last.name]));
  }

  @JsonGet(':name')
  async one(@Param('name') name: string, @Query(queryOf(readNoQuery)) _: object): Promise<string> {
    requireOrderName(name, () => notServed(UNKNOWN));
    const [row] = await readPrintedSentences(this.#db, { names: [name], after: null, asOf: null }, 1);
    if (!row || row.dropped) throw notServed(row ? `The printed sentence ${name} was dropped.` : UNKNOWN);
    return listedPrinted(row);
  }
}

const UNKNOWN = 'There is no printed sentence of that name.';

const notServed = (why: string) => failure('not-found', `${why} /v1/printed lists those there are.`);
