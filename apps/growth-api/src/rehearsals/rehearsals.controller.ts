import { Body, Controller, Req, Res } from '@nestjs/common';
import { AccessGuard, callerOf } from '@silkgauge/access';
import { Call } from '@silkgauge/calls';
import { CALLS, type In } from '@silkgauge/contract';
import { pushedAs } from '@silkgauge/feed';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { goneSignal } from '../http/client-gone.ts';
import { RehearsalThreads } from './rehearsal-threads.ts';

const NOTHING = Buffer.alloc(0);
/** Rehearsals of a caller at once. */
const ONE = { q: 1 } as const;

/** Tells what a push would do. Nothing of it is kept. */
@Controller()
export class RehearsalsController {
  readonly #threads: RehearsalThreads;
  readonly #guard: AccessGuard;

  constructor(threads: RehearsalThreads, guard: AccessGuard) {
    this.#threads = threads;
    this.#guard = guard;
  }

  @Call(CALLS.rehearsals)
  async rehearse(
    { feed }: In<typeof CALLS.rehearsals>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: Buffer | undefined,
  ): Promise<string> {
    const caller = callerOf(request);
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
