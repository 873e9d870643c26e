import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { FaultList, NOTIFIER_QUERY_PARAMETERS, shown } from '@silkgauge/contract';
import { hasAttempt, lastSequence, readAttempts } from '@silkgauge/read-model';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotifierGuard } from '../caller.ts';
import { Database } from '../database.ts';
import { requireCaller } from './callers.ts';
import { failure, invalid } from './failure.ts';
import { membersOf, pageQuery } from './read-request.ts';
import { shownAttempt } from './shown.ts';
import { Subscriptions } from './subscriptions.ts';

/** What was delivered of a subscription, and what is to be delivered again. */
@Controller('v1/subscriptions/:id')
export class DeliveriesController {
  readonly #subscriptions: Subscriptions;
  readonly #guard: NotifierGuard;
  readonly #db: Database['pool'];

  constructor(subscriptions: Subscriptions, guard: NotifierGuard, database: Database) {
    this.#subscriptions = subscriptions;
    this.#guard = guard;
    this.#db = database.pool;
  }

  @Get('deliveries')
  async list(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Query() query: Readonly<Record<string, unknown>>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { outcome, after, limit } = pageQuery(query, NOTIFIER_QUERY_PARAMETERS.deliveries);
    if (after !== null && !isSequence(after))
      throw failure('invalid-parameter', 'after is no "next" of a page before: take it as it is.');
    const row = await this.#subscriptions.find(requireCaller(this.#guard, request), id);
    const rows = await readAttempts(this.#db, row.id, { outcome, after, limit: limit + 1 });
    const items = rows.slice(0, limit).map(shownAttempt);
    void reply.headers({ 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
    return JSON.stringify({ items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null });
  }

  @Post('replay')
  @HttpCode(202)
  async replay(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body() body: Buffer | undefined,
  ): Promise<{ from: string; until: string }> {
    const caller = requireCaller(this.#guard, request);
    const row = await this.#subscriptions.find(caller, id);
    const given = membersOf(request, body, ['from', 'until']);
    const last = await lastSequence(this.#db);
    const { from, until = last } = given;
    const faults = new FaultList<string>();
    for (const [name, value] of Object.entries({ from, until }))
      if (!isSequence(value) || BigInt(value) > BigInt(last))
        faults.report(
          `/${name}`,
          name,
          `${name} must be a sequence of the log, whose last one is ${last}, not ${shown(value)}.`,
          'Write the "sequence" of a state as a text, such as "1042".',
        );
    if (isSequence(from) && isSequence(given['until']) && BigInt(given['until']) < BigInt(from))
      faults.report(
        '/until',
        'until',
        `until is before from, which is ${from}.`,
        'Write a later sequence, or leave it out.',
      );
    if (faults.faults.length > 0 || !isSequence(from) || !isSequence(until)) throw invalid(faults.faults);
    const asked = { subscription: row.id, kind: 'replay' as const };
    await this.#subscriptions.redeliver(
      { act: 'replayed', id: row.id, ...caller.asked, after: { from, until } },
      { ...asked, from_sequence: from, until_sequence: until },
    );
    return { from, until };
  }

  @Post('deliveries/:sequence/redeliver')
  @HttpCode(202)
  async redeliver(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Param('sequence') sequence: string,
  ): Promise<{ sequence: string }> {
    const caller = requireCaller(this.#guard, request);
    const row = await this.#subscriptions.find(caller, id);
    if (!isSequence(sequence) || !(await hasAttempt(this.#db, row.id, sequence)))
      throw failure('not-found', 'No delivery of such a sequence is listed.');
    const asked = { subscription: row.id, kind: 'redeliver' as const };
    await this.#subscriptions.redeliver(
      { act: 'redelivered', id: row.id, ...caller.asked, after: { sequence } },
      { ...asked, from_sequence: sequence, until_sequence: sequence },
    );
    return { sequence };
  }
}

const isSequence = (value: unknown): value is string => typeof value === 'string' && /^\d{1,18}$/.test(value);
