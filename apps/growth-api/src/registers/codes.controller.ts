import { Controller, Param, Query } from '@nestjs/common';
import { CODE_DIMENSIONS, nearestName, type CodeDimension } from '@silkgauge/contract';
import { readCodes } from '@silkgauge/read-model';
import { Database } from '../database.ts';
import { JsonGet, pageJson } from '../http/json-answer.ts';
import { findCodes, isNamed, isOfKind, kindsOf, listedCode, partitionsOf } from './listed-codes.ts';
import { failure } from '../http/problems.ts';
import { writeCursor } from '../query/cursor.ts';
import { accepted } from '../query/query-pipe.ts';
import { quoted } from '../query/readers.ts';
import { readCodesQuery } from '../query/register-queries.ts';

/** Code registers of dimensions: names, kinds and relations of codes. */
@Controller('v1/codes')
export class CodesController {
  readonly #db: Database['pool'];

  constructor(database: Database) {
    this.#db = database.searches;
  }

  @JsonGet(':dimension')
  async codes(
    @Param('dimension') name: string,
    @Query() raw: Readonly<Record<string, unknown>>,
  ): Promise<string> {
    const dimension = dimensionNamed(name);
    const { q, kinds, after, limit } = accepted(readCodesQuery(kindsOf(dimension))(raw));
    const used = dimension === 'period' ? [] : await readCodes(this.#db, dimension);
    const found = findCodes(dimension, used).filter(
      (code) =>
        (after === null || code.code > after) &&
        (kinds === null || isOfKind(code, kinds)) &&
        (q === null || isNamed(code, q)),
    );
    const page = pageJson(
      found.slice(0, limit + 1),
      limit,
      (code) => JSON.stringify(listedCode(dimension, code)),
      (last) => writeCursor('codes', [last.code]),
    );
    return `${page.slice(0, -1)},"partitions":${JSON.stringify(partitionsOf(dimension))}}`;
  }
}

function dimensionNamed(name: string): CodeDimension {
  const found = CODE_DIMENSIONS.find((dimension) => dimension === name);
  if (found !== undefined) return found;
  throw failure(
    'not-found',
    `There is no register of ${quoted(name)}; did you mean ${nearestName(name, CODE_DIMENSIONS) ?? ''}? Known: ${CODE_DIMENSIONS.join(', ')}.`,
  );
}
