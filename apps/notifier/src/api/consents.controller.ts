import { Controller, Get, Headers, HttpCode, Param, Post, Req } from '@nestjs/common';
import { grantConsent } from '@silkgauge/read-model';
import type { FastifyRequest } from 'fastify';
import { SubscriptionAudit } from '../audit/subscription-audit.ts';
import { NotifierGuard } from '../caller.ts';
import { Engine } from '../engine/engine.ts';
import { hashOf, rateOf } from '../send/consent.ts';
import { failure } from './failure.ts';

/** Where a sink gives its consent later (CloudEvents HTTP Webhook, section 4.2): the token is good once, for a day. */
@Controller('v1/consents')
export class ConsentsController {
  readonly #audit: SubscriptionAudit;
  readonly #guard: NotifierGuard;
  readonly #engine: Engine;

  constructor(audit: SubscriptionAudit, guard: NotifierGuard, engine: Engine) {
    this.#audit = audit;
    this.#guard = guard;
    this.#engine = engine;
  }

  @Get(':token')
  async get(
    @Req() request: FastifyRequest,
    @Param('token') token: string,
    @Headers('webhook-allowed-rate') rate: string | undefined,
  ) {
    return this.#grant(request, token, rate);
  }

  @Post(':token')
  @HttpCode(200)
  async post(
    @Req() request: FastifyRequest,
    @Param('token') token: string,
    @Headers('webhook-allowed-rate') rate: string | undefined,
  ) {
    return this.#grant(request, token, rate);
  }

  async #grant(
    request: FastifyRequest,
    token: string,
    rate: string | undefined,
  ): Promise<{ status: 'active' }> {
    const granted = await this.#audit.change(async (tx, tell) => {
      const id = await grantConsent(tx, hashOf(token), rateOf(rate));
      if (id !== null) await tell({ act: 'consented', id, ...this.#guard.askedBy(request) });
      return id;
    });
    if (granted === null) throw failure('not-found', 'No subscription waits for this consent.');
    await this.#engine.reload(granted);
    return { status: 'active' };
  }
}
