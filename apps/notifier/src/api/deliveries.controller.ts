import { Controller, Req } from '@nestjs/common';
import { Call, failure } from '@silkgauge/calls';
import { NOTIFIER_CALLS, replayTerm, type In } from '@silkgauge/contract';
import { hasAttempt, lastSequence, readAttempts } from '@silkgauge/read-model';
import type { FastifyRequest } from 'fastify';
import { NotifierGuard } from '../caller.ts';
import { Database } from '../database.ts';
import { bodyOf } from './body-of.ts';
import { requireCaller } from './callers.ts';
import { invalid } from './failure.ts';
import { shownAttempt } from './shown.ts';
import { Subscriptions } from './subscriptions.ts';

/** What was delivered of a subscription, and what is to be delivered again. */
@Controller()
export class DeliveriesController {
  readonly #subscriptions: Subscriptions;
  readonly #guard: NotifierGuard;
  readonly #db: Database['pool'];

  constructor(subscriptions: Subscriptions, guard: NotifierGuard, database: Database) {
    this.#subscriptions = subscriptions;
    this.#guard = guard;
    this.#db = database.pool;
  }

  @Call(NOTIFIER_CALLS.listDeliveries)
  async list(
    { id, outcome, after, limit }: In<typeof NOTIFIER_CALLS.listDeliveries>,
    @Req() request: FastifyRequest,
  ): Promise<string> {
    const row = await this.#subscriptions.find(requireCaller(this.#guard, request), id);
    const rows = await readAttempts(this.#db, row.id, { outcome, after, limit: limit + 1 });
    const items = rows.slice(0, limit).map(shownAttempt);
    return JSON.stringify({ items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null });
  }

  @Call(NOTIFIER_CALLS.replay)
  async replay(
    { id }: In<typeof NOTIFIER_CALLS.replay>,
    @Req() request: FastifyRequest,
  ): Promise<{ from: string; until: string }> {
    const caller = requireCaller(this.#guard, request);
    const row = await this.#subscriptions.find(caller, id);
    const asked = bodyOf(request, replayTerm);
    const last = await lastSequence(this.#db);
    const { from } = asked;
    const until = asked.until ?? last;
    const ahead = (['from', 'until'] as const).filter((name) => BigInt({ from, until }[name]) > BigInt(last));
    if (ahead.length > 0)
      throw invalid(
        ahead.map((name) => ({
          ...{ pointer: `/${name}`, rule: name },
          message: `${name} is ahead of the log, whose last sequence is ${last}.`,
          fix: 'Write the "sequence" of a state that was served here.',
        })),
      );
    await this.#subscriptions.redeliver(
      { act: 'replayed', id: row.id, ...caller.asked, after: { from, until } },
      { subscription: row.id, kind: 'replay', from_sequence: from, until_sequence: until },
    );
    return { from, until };
  }

  @Call(NOTIFIER_CALLS.redeliver)
  async redeliver(
    { id, sequence }: In<typeof NOTIFIER_CALLS.redeliver>,
    @Req() request: FastifyRequest,
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
