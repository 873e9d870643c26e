import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Options,
  Param,
  Post,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { NOTIFIER_QUERY_PARAMETERS, shown as shownValue } from '@silkgauge/contract';
import { listSubscriptions } from '@silkgauge/read-model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotifierGuard, seenBy } from '../caller.ts';
import { Database } from '../database.ts';
import { changesBehind } from './behind.ts';
import { requireCaller } from './callers.ts';
import { invalid } from './failure.ts';
import { jsonOf, membersOf, pageQuery } from './read-request.ts';
import { shownSubscription, subscriptionTag } from './shown.ts';
import { Subscriptions, type ShownWithRevision } from './subscriptions.ts';

const LONGEST_OVERLAP = 604_800;
const USUAL_OVERLAP = 86_400;

/** CloudEvents Subscriptions API. */
@Controller('v1/subscriptions')
export class SubscriptionsController {
  readonly #subscriptions: Subscriptions;
  readonly #guard: NotifierGuard;
  readonly #db: Database['pool'];

  constructor(subscriptions: Subscriptions, guard: NotifierGuard, database: Database) {
    this.#subscriptions = subscriptions;
    this.#guard = guard;
    this.#db = database.pool;
  }

  @Post()
  async make(
    @Req() request: FastifyRequest,
    @Body() body: Buffer | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const caller = requireCaller(this.#guard, request);
    const made = await this.#subscriptions.make(caller, jsonOf(request, body));
    // The answer has the secret.
    void reply.headers({ location: `/v1/subscriptions/${made.shown.id}`, 'cache-control': 'no-store' });
    return answered(reply, made);
  }

  @Get()
  async list(
    @Req() request: FastifyRequest,
    @Query() query: Readonly<Record<string, unknown>>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { after, limit } = pageQuery(query, NOTIFIER_QUERY_PARAMETERS.subscriptions);
    const caller = requireCaller(this.#guard, request);
    // Whoever knows the id of one without a key may change it: a list would give it to everybody.
    const rows = caller.isKeyless
      ? []
      : await listSubscriptions(this.#db, seenBy(caller), after ?? '', limit + 1);
    const page = rows.slice(0, limit);
    const behind = await changesBehind(this.#db, page);
    const items = page.map((row) => shownSubscription(row, behind.get(row.id)));
    void reply.headers({ 'content-type': JSON_TYPE, 'cache-control': 'no-store' });
    return JSON.stringify({ items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null });
  }

  @Get(':id')
  async get(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return answered(reply, await this.#subscriptions.get(requireCaller(this.#guard, request), id));
  }

  @Put(':id')
  async replace(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: Buffer | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const caller = requireCaller(this.#guard, request);
    const given = jsonOf(request, body);
    return answered(reply, await this.#subscriptions.replace(caller, id, ifMatch, given));
  }

  @Delete(':id')
  async delete(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return answered(reply, await this.#subscriptions.delete(requireCaller(this.#guard, request), id));
  }

  @Post(':id/enable')
  @HttpCode(200)
  async enable(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return answered(reply, await this.#subscriptions.enable(requireCaller(this.#guard, request), id));
  }

  @Post(':id/disable')
  @HttpCode(200)
  async disable(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return answered(reply, await this.#subscriptions.disable(requireCaller(this.#guard, request), id));
  }

  @Post(':id/test')
  @HttpCode(200)
  async test(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const result = await this.#subscriptions.test(requireCaller(this.#guard, request), id);
    void reply.header('content-type', JSON_TYPE);
    return JSON.stringify(result);
  }

  @Post(':id/rotate')
  @HttpCode(200)
  async rotate(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body() body: Buffer | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const caller = requireCaller(this.#guard, request);
    const { overlapSeconds = USUAL_OVERLAP } = membersOf(request, body, ['overlapSeconds']);
    if (
      !Number.isInteger(overlapSeconds) ||
      Number(overlapSeconds) < 0 ||
      Number(overlapSeconds) > LONGEST_OVERLAP
    ) {
      const range = `a whole number of seconds from 0 to ${String(LONGEST_OVERLAP)}`;
      const message = `overlapSeconds must be ${range}, not ${shownValue(overlapSeconds)}.`;
      throw invalid([{ pointer: '/overlapSeconds', rule: 'bounds', message, fix: `Write ${range}.` }]);
    }
    const secret = await this.#subscriptions.rotate(caller, id, Number(overlapSeconds));
    void reply.headers({ 'content-type': JSON_TYPE, 'cache-control': 'no-store' });
    return JSON.stringify({ secret });
  }

  @Options()
  @HttpCode(204)
  options(@Res({ passthrough: true }) reply: FastifyReply): void {
    void reply.header('allow', 'GET, HEAD, OPTIONS, POST');
  }

  @Options(':id')
  @HttpCode(204)
  optionsOfOne(@Res({ passthrough: true }) reply: FastifyReply): void {
    void reply.header('allow', 'DELETE, GET, HEAD, OPTIONS, PUT');
  }
}

const JSON_TYPE = 'application/json; charset=utf-8';

function answered(reply: FastifyReply, { shown, revision }: ShownWithRevision): string {
  const body = JSON.stringify(shown);
  if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-cache');
  void reply.headers({ 'content-type': JSON_TYPE, etag: subscriptionTag(revision, body) });
  return body;
}
