import { Controller, Param, Req } from '@nestjs/common';
import { failure, Route } from '@silkgauge/calls';
import { NOTIFIER_CALLS, type SubscriptionRequest } from '@silkgauge/contract';
import { findSubscription, grantAlertConsent, grantConsent, type Queryable } from '@silkgauge/read-model';
import type { FastifyRequest } from 'fastify';
import { SubscriptionAudit } from '../audit/subscription-audit.ts';
import { NotifierGuard } from '../caller.ts';
import { Engine } from '../engine/engine.ts';
import { hashOf, rateOf } from '../send/consent.ts';
import { SecretBox } from '../sign/secret-box.ts';
import { isTokenOf, readAlertToken, type AlertToken } from './alert-token.ts';

interface GrantedConsent {
  readonly status: 'active';
}

/** Where a sink or an alert sink gives its consent later (CloudEvents HTTP Webhook, section 4.2): the token is good once, for a day. */
@Controller()
export class ConsentsController {
  readonly #audit: SubscriptionAudit;
  readonly #guard: NotifierGuard;
  readonly #engine: Engine;
  readonly #box: SecretBox;

  constructor(audit: SubscriptionAudit, guard: NotifierGuard, engine: Engine, box: SecretBox) {
    this.#audit = audit;
    this.#guard = guard;
    this.#engine = engine;
    this.#box = box;
  }

  // Whatever a sink adds to the query of the address that it was given is not looked at.
  @Route(NOTIFIER_CALLS.grantConsent)
  get(@Req() request: FastifyRequest, @Param('token') token: string): Promise<GrantedConsent> {
    return this.#grant(request, token);
  }

  @Route(NOTIFIER_CALLS.postConsent)
  post(@Req() request: FastifyRequest, @Param('token') token: string): Promise<GrantedConsent> {
    return this.#grant(request, token);
  }

  async #grant(request: FastifyRequest, token: string): Promise<GrantedConsent> {
    const [rate] = [request.headers['webhook-allowed-rate']].flat();
    const alert = readAlertToken(token);
    const granted = await this.#audit.change(async (tx, tell) => {
      const id = alert
        ? await this.#grantAlert(tx, alert)
        : await grantConsent(tx, hashOf(token), rateOf(rate));
      if (id !== null) await tell({ act: 'consented', id, ...this.#guard.askedBy(request) });
      return id;
    });
    if (granted === null) throw failure('not-found', 'No subscription waits for this consent.');
    await this.#engine.reload(granted);
    return { status: 'active' };
  }

  async #grantAlert(tx: Queryable, token: AlertToken): Promise<string | null> {
    const row = await findSubscription(tx, token.id, null);
    const { alertSink = '' } = row ? (JSON.parse(row.request) as SubscriptionRequest).config : {};
    if (!row || !isTokenOf(token, alertSink, this.#box, Date.now())) return null;
    return (await grantAlertConsent(tx, row.id, alertSink)) ? row.id : null;
  }
}
