import {
  AccessGuard,
  askedBy,
  callerOf,
  NOBODY,
  type AccessConfig,
  type AccessTable,
  type AskedBy,
  policyInForce,
  type GuardParts,
} from '@silkgauge/access';
import { needsOfCall } from '@silkgauge/calls';
import type { Scope } from '@silkgauge/contract';
import type { Registry } from '@silkgauge/service';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sinkPolicyOf, type SinkPolicy, type SinkRules } from './address/sink-policy.ts';

/** Who asks, and what for. */
export interface Caller {
  /** Id of a key, or `anonymous`: then a subscription belongs to whoever knows its id. */
  readonly owner: string;
  readonly isKeyless: boolean;
  /** Sees everybody's subscriptions. */
  readonly isOperator: boolean;
  /** As the audit tells who asks. */
  readonly asked: AskedBy;
}

const ANONYMOUS = 'anonymous';

/** The guard of the notifier, and what keys and policy say of its subscriptions. */
export class NotifierGuard extends AccessGuard {
  readonly #config: AccessConfig;
  /** A policy is read once for as long as its rules are the same object. */
  readonly #noRules: SinkRules = {};
  #table: AccessTable | null = null;

  constructor(config: AccessConfig, registry: Registry) {
    super({
      config,
      registry,
      needsOf: ({ routeOptions: { config } }) => needsOfCall(config) ?? NOBODY,
    });
    this.#config = config;
  }

  override install(fastify: FastifyInstance, parts: GuardParts): void {
    this.#table = parts.table;
    super.install(fastify, parts);
  }

  /** The caller of a request that was let in; `unauthorized` without a credential, `forbidden` without the scope. */
  callerOf(request: FastifyRequest): Caller | 'unauthorized' | 'forbidden' {
    const { kind, name, scopes } = callerOf(request);
    const asked = this.askedBy(request);
    if (kind === 'anonymous')
      return this.#mayAnonymous(scopes)
        ? { owner: ANONYMOUS, isKeyless: true, isOperator: false, asked }
        : 'unauthorized';
    const isOperator = scopes.has('operate');
    return isOperator || scopes.has('subscribe')
      ? { owner: name, isKeyless: false, isOperator, asked }
      : 'forbidden';
  }

  /** Who asks, whatever for, as the audit tells them. */
  askedBy(request: FastifyRequest): AskedBy {
    if (!this.#table) throw new Error('No guard has judged the request.');
    return askedBy(request, this.#table);
  }

  /** Whether what an owner subscribed to may still be delivered; null while that is not known, or reading is closed. */
  mayOwn(owner: string): boolean | null {
    const table = this.#table;
    if (owner === ANONYMOUS) {
      if (this.#config.access !== 'open') return false;
      const { anonymous } = policyInForce(table?.policy() ?? {}, this.#config);
      // What waits meanwhile is delivered once reading opens again.
      return this.#mayAnonymous(new Set(anonymous)) ? true : null;
    }
    if (!table || !Number.isFinite(table.ageSeconds())) return null;
    const key = table.keyById(owner);
    const isOver = key?.expiresAt !== null && Date.parse(key?.expiresAt ?? '') <= Date.now();
    if (!key || key.revokedAt !== null || isOver) return false;
    return key.scopes.some((scope) => scope === 'subscribe' || scope === 'operate');
  }

  /** What is delivered is read: without a key nobody subscribes where nobody reads without one. */
  #mayAnonymous(scopes: ReadonlySet<Scope>): boolean {
    return this.#config.access === 'open' && scopes.has('read');
  }

  /** Which sinks may be called, as operators decided. */
  sinkPolicy(ownPorts: ReadonlySet<number>): SinkPolicy {
    const { access, isPublic } = this.#config;
    return sinkPolicyOf(
      this.#table?.policy().webhooks ?? this.#noRules,
      access === 'open' && !isPublic,
      ownPorts,
    );
  }
}

/** Owner among whose subscriptions a caller finds one by its id; null for all. */
export const seenBy = ({ owner, isOperator }: Caller): string | null => (isOperator ? null : owner);
