import type { FastifyRequest } from 'fastify';
import type { Caller, CallerOf } from '../caller.ts';
import { failure } from './failure.ts';

/** Lets those in who may subscribe. */
export class Callers {
  readonly #callerOf: CallerOf;

  constructor(callerOf: CallerOf) {
    this.#callerOf = callerOf;
  }

  /** @throws ProblemError 401 without a caller, 403 without the scope */
  require(request: FastifyRequest): Caller {
    const caller = this.#callerOf(request);
    if (!caller) throw failure('unauthorized', 'Subscriptions need a key with the scope subscribe.');
    if (caller.scopes.some((scope) => scope === 'subscribe' || scope === 'operate')) return caller;
    throw failure('forbidden', 'The key lacks the scope subscribe.');
  }
}
