import { Controller } from '@nestjs/common';
import { Call, failure } from '@silkgauge/calls';
import { CALLS, writeCursor, type In } from '@silkgauge/contract';
import { readPrintedSentences, type Queryable } from '@silkgauge/read-model';
import { Database } from '../database.ts';
import { pageJson } from '../http/json-answer.ts';
import { listedPrinted } from './listed-printed.ts';

/** Sentences that somebody published, and whether their numbers still hold. */
@Controller()
export class PrintedController {
  readonly #db: Queryable;

  constructor(database: Database) {
    this.#db = database.searches;
  }

  @Call(CALLS.printed)
  async list({ state: states, key, cursor, limit }: In<typeof CALLS.printed>): Promise<string> {
    const rows = await readPrintedSentences(
      this.#db,
      { states, key, names: null, after: cursor, asOf: null },
      limit + 1,
    );
    return pageJson(rows, limit, listedPrinted, (last) => writeCursor('printed', [last.name]));
  }

  @Call(CALLS.printedSentence)
  async one({ printed: name }: In<typeof CALLS.printedSentence>): Promise<string> {
    const [row] = await readPrintedSentences(this.#db, { names: [name], after: null, asOf: null }, 1);
    if (!row || row.dropped) throw notServed(row ? `The printed sentence ${name} was dropped.` : UNKNOWN);
    return listedPrinted(row);
  }
}

const UNKNOWN = 'There is no printed sentence of that name.';

const notServed = (why: string) => failure('not-found', `${why} /v1/printed lists those there are.`);
