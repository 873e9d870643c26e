import { Body, Controller, Header, HttpCode, Post, Query, Req } from '@nestjs/common';
import { callerOf } from '@silkgauge/access';
import { pushedAs } from '@silkgauge/feed';
import type { FastifyRequest } from 'fastify';
import { accepted } from '../query/query-pipe.ts';
import { readRehearsalQuery } from '../query/rehearsal-query.ts';
import { RehearsalThreads } from './rehearsal-threads.ts';

const NOTHING = Buffer.alloc(0);

/** Tells what a push would do. Nothing of it is kept. */
@Controller('v1/rehearsals')
export class RehearsalsController {
  readonly #threads: RehearsalThreads;

  constructor(threads: RehearsalThreads) {
    this.#threads = threads;
  }

  @Post()
  @HttpCode(200)
  @Header('content-type', 'application/json; charset=utf-8')
  @Header('cache-control', 'no-store')
  rehearse(
    @Req() request: FastifyRequest,
    @Query() query: Readonly<Record<string, unknown>>,
    @Body() body: Buffer | undefined,
  ): Promise<string> {
    const caller = callerOf(request);
    const feed = accepted(readRehearsalQuery(query));
    const push = { ...pushedAs(request.headers), rawHeaders: request.raw.rawHeaders, body: body ?? NOTHING };
    return this.#threads.rehearse({ feed, push, write: caller.write }, request.ip);
  }
}
