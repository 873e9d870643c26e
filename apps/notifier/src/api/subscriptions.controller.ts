import { Controller, HttpCode, Options, Req, Res } from '@nestjs/common';
import { allowedMethods, Call, jsonBody } from '@silkgauge/calls';
import { NOTIFIER_CALLS, rotationTerm, routesOf, type In } from '@silkgauge/contract';
import { listSubscriptions } from '@silkgauge/read-model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotifierGuard, seenBy } from '../caller.ts';
import { Database } from '../database.ts';
import { changesBehind } from './behind.ts';
import { bodyOf } from './body-of.ts';
import { requireCaller } from './callers.ts';
import { shownSubscription, subscriptionTag } from './shown.ts';
import { Subscriptions, type ShownWithRevision } from './subscriptions.ts';

const ALL = NOTIFIER_CALLS.listSubscriptions.path;

/** CloudEvents Subscriptions API. */
@Controller()
export class SubscriptionsController {
  readonly #subscriptions: Subscriptions;
  readonly #guard: NotifierGuard;
  readonly #db: Database['pool'];

  constructor(subscriptions: Subscriptions, guard: NotifierGuard, database: Database) {
    this.#subscriptions = subscriptions;
    this.#guard = guard;
    this.#db = database.pool;
  }

  @Call(NOTIFIER_CALLS.subscribe)
  async make(
    _: In<typeof NOTIFIER_CALLS.subscribe>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const caller = requireCaller(this.#guard, request);
    const made = await this.#subscriptions.make(caller, jsonBody(request));
    void reply.header('location', `/v1/subscriptions/${made.shown.id}`);
    return answered(reply, made);
  }

  @Call(NOTIFIER_CALLS.listSubscriptions)
  async list(
    { after, limit }: In<typeof NOTIFIER_CALLS.listSubscriptions>,
    @Req() request: FastifyRequest,
  ): Promise<string> {
    const caller = requireCaller(this.#guard, request);
    // Whoever knows the id of one without a key may change it: a list would give it to everybody.
    const rows = caller.isKeyless
      ? []
      : await listSubscriptions(this.#db, seenBy(caller), after ?? '', limit + 1);
    const page = rows.slice(0, limit);
    const behind = await changesBehind(this.#db, page);
    const items = page.map((row) => shownSubscription(row, behind.get(row.id)));
    return JSON.stringify({ items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null });
  }

  @Call(NOTIFIER_CALLS.readSubscription)
  async get(
    { id }: In<typeof NOTIFIER_CALLS.readSubscription>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return answered(reply, await this.#subscriptions.get(requireCaller(this.#guard, request), id));
  }

  @Call(NOTIFIER_CALLS.replaceSubscription)
  async replace(
    { id }: In<typeof NOTIFIER_CALLS.replaceSubscription>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const caller = requireCaller(this.#guard, request);
    const given = jsonBody(request);
    return answered(reply, await this.#subscriptions.replace(caller, id, request.headers['if-match'], given));
  }

  @Call(NOTIFIER_CALLS.unsubscribe)
  async delete(
    { id }: In<typeof NOTIFIER_CALLS.unsubscribe>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return answered(reply, await this.#subscriptions.delete(requireCaller(this.#guard, request), id));
  }

  @Call(NOTIFIER_CALLS.enable)
  async enable(
    { id }: In<typeof NOTIFIER_CALLS.enable>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return answered(reply, await this.#subscriptions.enable(requireCaller(this.#guard, request), id));
  }

  @Call(NOTIFIER_CALLS.disable)
  async disable(
    { id }: In<typeof NOTIFIER_CALLS.disable>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return answered(reply, await this.#subscriptions.disable(requireCaller(this.#guard, request), id));
  }

  @Call(NOTIFIER_CALLS.testSink)
  async test({ id }: In<typeof NOTIFIER_CALLS.testSink>, @Req() request: FastifyRequest): Promise<string> {
    return JSON.stringify(await this.#subscriptions.test(requireCaller(this.#guard, request), id));
  }

  @Call(NOTIFIER_CALLS.rotateSecret)
  async rotate(
    { id }: In<typeof NOTIFIER_CALLS.rotateSecret>,
    @Req() request: FastifyRequest,
  ): Promise<string> {
    const caller = requireCaller(this.#guard, request);
    const { overlapSeconds } = bodyOf(request, rotationTerm);
    const secret = await this.#subscriptions.rotate(caller, id, overlapSeconds);
    return JSON.stringify({ secret });
  }

  @Options(ALL)
  @HttpCode(204)
  options(@Res({ passthrough: true }) reply: FastifyReply): void {
    void reply.header('allow', allowedMethods(NOTIFIER_CALLS, ALL));
  }

  @Options(routesOf(NOTIFIER_CALLS.readSubscription))
  @HttpCode(204)
  optionsOfOne(@Res({ passthrough: true }) reply: FastifyReply): void {
    void reply.header('allow', allowedMethods(NOTIFIER_CALLS, NOTIFIER_CALLS.readSubscription.path));
  }
}

function answered(reply: FastifyReply, { shown, revision }: ShownWithRevision): string {
  const body = JSON.stringify(shown);
  void reply.header('etag', subscriptionTag(revision, body));
  return body;
}
