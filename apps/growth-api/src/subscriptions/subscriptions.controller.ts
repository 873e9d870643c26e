import { Body, Controller, Req, Res } from '@nestjs/common';
import { Call, failure } from '@silkgauge/calls';
import { CALLS, type In } from '@silkgauge/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotPassedOn } from '@silkgauge/service';
import { isOfOtherPage } from '../http/other-page.ts';
import { Notifier } from './notifier.ts';

/** Passes the request of a page for a subscription on to the notifier, which judges its credential. */
@Controller()
export class SubscriptionsController {
  readonly #notifier: Notifier;

  constructor(notifier: Notifier) {
    this.#notifier = notifier;
  }

  @Call(CALLS.subscriptions)
  async make(
    _: In<typeof CALLS.subscriptions>,
    @Req() request: FastifyRequest,
    @Body() body: Buffer | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    if (isOfOtherPage(request))
      throw failure(
        'forbidden',
        'Pages of other origins make no subscriptions: a program asks the notifier itself.',
      );
    if (!this.#notifier.isThere)
      throw failure('not-found', 'Subscriptions are not made here: NOTIFIER_URL names no notifier.');
    const { headers, ip } = request;
    const { 'content-type': type, authorization } = headers;
    const answer = await this.#notifier
      .subscribe(body ?? Buffer.alloc(0), {
        'x-forwarded-for': ip,
        ...(type !== undefined && { 'content-type': type }),
        ...(authorization !== undefined && { authorization }),
      })
      .catch((cause: unknown) => {
        if (!(cause instanceof NotPassedOn)) throw cause;
        throw failure('unavailable', `The notifier does not answer: ${cause.why}.`, { cause });
      });
    void reply.code(answer.status).headers(answer.headers);
    return answer.body;
  }
}
