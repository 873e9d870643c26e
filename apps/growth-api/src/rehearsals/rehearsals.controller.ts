import { Body, Controller, Header, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { AccessGuard, callerOf } from '@silkgauge/access';
import { pushedAs } from '@silkgauge/feed';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { goneSignal } from '../http/client-gone.ts';
import { accepted } from '../query/query-pipe.ts';
import { readRehearsalQuery } from '../query/rehearsal-query.ts';
import { RehearsalThreads } from './rehearsal-threads.ts';

const NOTHING = Buffer.alloc(0);
/** Rehearsals of a caller at once. */
const ONE = { q: 1 } as const;

/** Tells what a push would do. Nothing of it is kept. */
@Controller('v1/rehearsals')
export class RehearsalsController {
  readonly #threads: RehearsalThreads;
  readonly #guard: AccessGuard;

  constructor(threads: RehearsalThreads, guard: AccessGuard) {
    this.#threads = threads;
    this.#guard = guard;
  }

  @Post()
  @HttpCode(200)
  @Header('content-type', 'application/json; charset=utf-8')
  @Header('cache-control', 'no-store')
  async rehearse(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query() query: Readonly<Record<string, unknown>>,
    @Body() body: Buffer | undefined,
  ): Promise<string> {
    const caller = callerOf(request);
    const feed = accepted(readRehearsalQuery(query));
    const push = { ...pushedAs(request.headers), rawHeaders: request.raw.rawHeaders, body: body ?? NOTHING };
    const end = this.#guard.begin(request, reply, 'rehearsal', ONE);
    try {
      return await this.#threads.rehearse(
        { feed, push, write: caller.write },
        caller.counted,
        goneSignal(reply.raw),
      );
    } finally {
      end();
    }
  }
}
