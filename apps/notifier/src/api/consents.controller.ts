import { Controller, Get, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { grantConsent } from '@silkgauge/read-model';
import { Database } from '../database.ts';
import { Engine } from '../engine/engine.ts';
import { hashOf, rateOf } from '../send/consent.ts';
import { failure } from './failure.ts';

/** Where a sink gives its consent later (CloudEvents HTTP Webhook, section 4.2): the token is good once, for a day. */
@Controller('v1/consents')
export class ConsentsController {
  readonly #db: Database['pool'];
  readonly #engine: Engine;

  constructor(database: Database, engine: Engine) {
    this.#db = database.pool;
    this.#engine = engine;
  }

  @Get(':token')
  async get(@Param('token') token: string, @Headers('webhook-allowed-rate') rate: string | undefined) {
    return this.#grant(token, rate);
  }

  @Post(':token')
  @HttpCode(200)
  async post(@Param('token') token: string, @Headers('webhook-allowed-rate') rate: string | undefined) {
    return this.#grant(token, rate);
  }

  async #grant(token: string, rate: string | undefined): Promise<{ status: 'active' }> {
    const id = await grantConsent(this.#db, hashOf(token), rateOf(rate));
    if (id === null) throw failure('not-found', 'No subscription waits for this consent.');
    await this.#engine.reload(id);
    return { status: 'active' };
  }
}
