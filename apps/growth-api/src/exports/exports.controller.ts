import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Exports } from './exports.ts';

/** Tables, lines, files and cubes of all states of a filter; the thread of exports reads the queries. */
@Controller('v1')
export class ExportsController {
  readonly #exports: Exports;

  constructor(exports: Exports) {
    this.#exports = exports;
  }

  @Get(['growth.csv', 'growth.ndjson', 'growth.parquet', 'growth.jsonstat'])
  answer(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#exports.answer(request, reply);
  }
}
