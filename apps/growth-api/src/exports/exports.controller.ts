import { Controller, Req, Res } from '@nestjs/common';
import { Route } from '@silkgauge/calls';
import { CALLS } from '@silkgauge/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Exports } from './exports.ts';

/** Tables, lines, files and cubes of all states of a filter; the thread of exports reads the queries. */
@Controller()
export class ExportsController {
  readonly #exports: Exports;

  constructor(exports: Exports) {
    this.#exports = exports;
  }

  @Route(CALLS.table, CALLS.lines, CALLS.parquet, CALLS.jsonStat)
  answer(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#exports.answer(request, reply);
  }
}
