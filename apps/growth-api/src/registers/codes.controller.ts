import { Controller } from '@nestjs/common';
import { badRequest, Call } from '@silkgauge/calls';
import { CALLS, DIMENSIONS, listOf, oneOf, writeCursor, type Dimension, type In } from '@silkgauge/contract';
import { readCodes } from '@silkgauge/read-model';
import { Database } from '../database.ts';
import { pageJson } from '../http/json-answer.ts';
import {
  findCodes,
  isNamed,
  isOfKind,
  kindsOf,
  listedCode,
  partitionsOf,
  registerList,
  type RegisterName,
} from './listed-codes.ts';

/** Registers: names, kinds and relations of the codes of dimensions, and names of words. */
@Controller()
export class CodesController {
  readonly #db: Database['pool'];

  constructor(database: Database) {
    this.#db = database.searches;
  }

  @Call(CALLS.registers)
  registers(_: In<typeof CALLS.registers>): string {
    return JSON.stringify(registerList());
  }

  @Call(CALLS.codes)
  async codes({
    dimension: register,
    q,
    kind: kinds,
    cursor: after,
    limit,
  }: In<typeof CALLS.codes>): Promise<string> {
    requireKinds(register, kinds);
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

/** Each register has kinds of its own. @throws ProblemError 400 */
function requireKinds(register: RegisterName, kinds: readonly string[] | null): void {
  const reading = kinds && listOf(oneOf(kindsOf(register)))(kinds.join(','));
  if (reading && 'refused' in reading) throw badRequest([{ parameter: 'kind', ...reading.refused }]);
}
