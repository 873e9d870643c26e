import { Controller, Param, Query } from '@nestjs/common';
import { DIMENSIONS, nearestName, type Dimension, quoted } from '@silkgauge/contract';
import { readCodes } from '@silkgauge/read-model';
import { Database } from '../database.ts';
import { JsonGet, pageJson } from '../http/json-answer.ts';
import {
  findCodes,
  isNamed,
  isOfKind,
  kindsOf,
  listedCode,
  partitionsOf,
  registerList,
  REGISTERS,
  type RegisterName,
} from './listed-codes.ts';
import { failure } from '../http/problems.ts';
import { writeCursor } from '../query/cursor.ts';
import { readNoQuery } from '../query/queries.ts';
import { accepted } from '../query/query-pipe.ts';
import { readCodesQuery } from '../query/register-queries.ts';

/** Registers: names, kinds and relations of the codes of dimensions, and names of words. */
@Controller('v1/codes')
export class CodesController {
  readonly #db: Database['pool'];

  constructor(database: Database) {
    this.#db = database.searches;
  }

  @JsonGet()
  registers(@Query() raw: Readonly<Record<string, unknown>>): string {
    accepted(readNoQuery(raw));
    return JSON.stringify(registerList());
  }

  @JsonGet(':dimension')
  async codes(
    @Param('dimension') name: string,
    @Query() raw: Readonly<Record<string, unknown>>,
  ): Promise<string> {
    const register = registerNamed(name);
    const { q, kinds, after, limit } = accepted(readCodesQuery(kindsOf(register))(raw));
    const used = isDimension(register) ? await readCodes(this.#db, register) : [];
    const found = findCodes(register, used).filter(
      (code) =>
        (after === null || code.code > after) &&
        (kinds === null || isOfKind(code, kinds)) &&
        (q === null || isNamed(code, q)),
    );
    const page = pageJson(
      found.slice(0, limit + 1),
      limit,
      (code) => JSON.stringify(listedCode(register, code)),
      (last) => writeCursor('codes', [last.code]),
    );
    return `${page.slice(0, -1)},"partitions":${JSON.stringify(partitionsOf(register))}}`;
  }
}

const isDimension = (register: RegisterName): register is Dimension =>
  DIMENSIONS.some((dimension) => dimension === register);

function registerNamed(name: string): RegisterName {
  const found = REGISTERS.find((register) => register === name);
  if (found !== undefined) return found;
  throw failure(
    'not-found',
    `There is no register of ${quoted(name)}; did you mean ${nearestName(name, REGISTERS) ?? ''}? Known: ${REGISTERS.join(', ')}.`,
  );
}
