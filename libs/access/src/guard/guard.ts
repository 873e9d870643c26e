import type { LimitName, Scope } from '@silkgauge/contract';
import {
  ConfigError,
  Counter,
  Gauge,
  hideChecks,
  isLoopbackName,
  isUntold,
  type Registry,
} from '@silkgauge/service';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../judge/caller.ts';
import { addressCounted, Judge, type Decision } from '../judge/judge.ts';
import { KeySets } from '../jwt/key-sets.ts';
import { keyIdOf } from '../key/key.ts';
import { limitHeaders, Limiters, type Counted, type Left, type OwnLimit } from '../limit/limits.ts';
import type { Limit } from '../record/shapes.ts';
import type { AccessTable } from '../table/access-table.ts';
import type { AccessConfig } from './config.ts';
import {
  accessUnknown,
  badCredential,
  credentialInQuery,
  limited,
  misdirected,
  twoCredentials,
  unauthorized,
  withoutScope,
} from './refusals.ts';

/** What a request needs and counts as. */
export interface Needs {
  /** `anything` is any scope at all, `nothing` is for everybody. */
  readonly scope: Scope | 'anything' | 'nothing';
  readonly limit: LimitName | null;
  /** Bytes of the body that count; absent where bodies do not. */
  readonly bytes?: number;
}

export interface GuardOptions {
  readonly config: AccessConfig;
  readonly registry: Registry;
  /** Needs of a request whose route is the service's own. */
  readonly needsOf: (request: FastifyRequest) => Needs;
  /** Whether the service judges the credential of a request itself: to the guard its caller is anonymous. */
  readonly judgesItself?: (request: FastifyRequest) => boolean;
}

/** What a guard works with once its service starts. */
export interface GuardParts {
  readonly table: AccessTable;
  readonly logger: { warn(message: string): void };
  /** Is told of each use of a key, at an instant in milliseconds since 1970. */
  readonly used?: (id: string, at: number) => void;
  /** Is told of each credential that does not hold, with the id of the key that it names. */
  readonly refused?: (key: string | undefined, address: string) => void;
}

export const NOBODY: Needs = { scope: 'nothing', limit: null };
/** Needs of the routes that every service has. */
const SHARED: Readonly<Record<string, Needs>> = {
  '/readyz': NOBODY,
  '/metrics': { scope: 'observe', limit: null },
  '/openapi.json': { scope: 'anything', limit: 'structure' },
  '/asyncapi.json': { scope: 'anything', limit: 'structure' },
};
const IN_QUERY = ['access_token', 'api_key', 'token'];
const HOUR = 3_600_000;
/** A change of a key holds within five seconds of its answer, of which its way here takes most. */
const JUDGED_AGAIN_MS = 1_000;

const callers = new WeakMap<FastifyRequest, Caller>();
/** Limits that an answer tells of. */
const told = new WeakMap<FastifyReply, readonly Left[]>();

/** Whoever asked, after the guard let the request in; of a long request with what the key may do at present. */
export const callerOf = (request: FastifyRequest): Caller => {
  const caller = callers.get(request);
  if (!caller) throw new Error('No guard has judged the request.');
  return caller;
};

/** @throws ConfigError where a service beyond this machine needs keys and none is active */
export const requireKeys = ({ access, isPublic }: AccessConfig, table: AccessTable): void => {
  const [first] = access === 'keys' && isPublic ? table.active() : [null];
  if (first !== undefined) return;
  const how =
    'make the first one with "npm run access -- bootstrap", sign those of before with "npm run access -- seal", or say ACCESS=open to let everybody in';
  throw new ConfigError([`ACCESS is keys, and no key is active: ${how}`]);
};

/** Judges each request before its body is read, and counts it. */
export class AccessGuard {
  readonly #options: GuardOptions;
  readonly #limiters = new Limiters();
  readonly #decisions: Counter<'decision'>;

  constructor(options: GuardOptions) {
    const { config, registry } = options;
    this.#options = options;
    this.#decisions = new Counter({
      name: 'silkgauge_access_decisions_total',
      help: 'Requests by what was decided of them: who was let in, and why others were not',
      labelNames: ['decision'],
      registers: [registry],
    });
    // An increase from the first bad credential on.
    this.#decisions.inc({ decision: 'bad-credential' }, 0);
    new Gauge({
      name: 'silkgauge_access_open',
      help: '1 where callers without a credential may do everything that needs none, else 0',
      registers: [registry],
    }).set(config.access === 'open' ? 1 : 0);
  }

  /** Guards all routes; an open service says so now and each hour. */
  install(fastify: FastifyInstance, parts: GuardParts): void {
    const { config } = this.#options;
    const { logger } = parts;
    const judge = new Judge({
      table: parts.table,
      environment: config,
      staleSeconds: config.staleSeconds,
      keySets: new KeySets(),
      clock: Date.now,
    });
    /** Requests in flight whose callers have a credential, which may end before the request does. */
    const open = new Map<FastifyRequest, FastifyReply>();
    if (config.access === 'open') {
      const say = () => {
        logger.warn(
          'ACCESS=open: whoever reaches this service may do what needs no credential, with no limits',
        );
      };
      say();
      const hourly = setInterval(say, HOUR).unref();
      fastify.addHook('onClose', (_instance, done) => {
        clearInterval(hourly);
        done();
      });
    }
    fastify.addHook('onRequest', async (request, reply) => {
      if (request.routeOptions.url === '/healthz') return;
      const caller = await this.#admit(judge, parts, request, reply);
      callers.set(request, caller);
      if (caller.kind === 'anonymous') return;
      parts.used?.(caller.name, Date.now());
      open.set(request, reply);
      reply.raw.once('close', () => open.delete(request));
    });
    const again = setInterval(() => {
      for (const [request, reply] of open)
        this.#judgeAgain(judge, request, reply).catch((error: unknown) => {
          logger.warn(`a request that is open cannot be judged again: ${String(error)}`);
        });
    }, JUDGED_AGAIN_MS).unref();
    fastify.addHook('onClose', (_instance, done) => {
      clearInterval(again);
      done();
    });
  }

  /** Takes bytes of a body whose length was not announced. @throws ProblemError 429 beyond the limit */
  async countBytes(caller: Caller, bytes: number): Promise<void> {
    const counted = countedAs(caller, 'push-bytes');
    const left = counted && (await this.#limiters.take(counted, bytes));
    if (left?.isOver === true) throw this.#refused('limited', limited([left]));
  }

  /** Takes bytes of a body that flows, and resolves when the caller may send more. */
  async takeBytes(caller: Caller, bytes: number): Promise<void> {
    const counted = countedAs(caller, 'push-bytes');
    if (!counted) return;
    const left = await this.#limiters.take(counted, bytes);
    if (left.isOver) await new Promise((resolve) => setTimeout(resolve, left.seconds * 1_000).unref());
  }

  /**
   * Takes further points of a limit for a request whose work is more than that of its kind, at most all that the limit
   * has. @throws ProblemError 429 beyond the limit
   */
  async takeMore(
    request: FastifyRequest,
    reply: FastifyReply,
    name: LimitName,
    points: number,
  ): Promise<void> {
    const counted = countedAs(callerOf(request), name);
    if (!counted) return;
    const left = await this.#limiters.take(counted, Math.min(points, counted.limit.q - 1));
    this.#tell(reply, [left]);
  }

  /**
   * Begins one of the works that a caller may have at once by a limit of the service's own, which holds for keys without
   * limits and for open services, too; returns its end. @throws ProblemError 429 beyond the limit
   */
  begin(request: FastifyRequest, reply: FastifyReply, name: OwnLimit, limit: Limit): () => void {
    const work = this.#limiters.open({ name, limit, caller: callerOf(request).counted });
    this.#tell(reply, [work]);
    return work.end;
  }

  async #admit(
    judge: Judge,
    parts: GuardParts,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Caller> {
    const route = request.routeOptions.url;
    const isMisdirected = this.#isMisdirected(request);
    if (isMisdirected && route !== '/readyz')
      throw this.#refused('misdirected', misdirected(request.headers.host));
    requireNoneInQuery(request);
    const needs = this.#needsOf(request);
    const isJudgedElsewhere = this.#options.judgesItself?.(request) ?? false;
    const authorization = isJudgedElsewhere ? [] : authorizationsOf(request.raw.rawHeaders);
    const judged = judge.judge({ authorization, address: request.ip, isForwarded: isForwarded(request) });
    const decision = judged instanceof Promise ? await judged : judged;
    if (!decision.ok) {
      if (decision.why === 'bad') parts.refused?.(namedKey(authorization), request.ip);
      throw await this.#notJudged(judge, decision, needs, request.ip);
    }
    const { caller } = decision;
    const { scope } = needs;
    const may = scope === 'nothing' || hasScope(caller, scope);
    if (!may && caller.kind === 'anonymous') throw this.#refused('unauthorized', unauthorized(scope));
    if (needs.limit !== null) await this.#count(caller, needs, reply);
    if (!may && scope !== 'anything') throw this.#refused('forbidden', withoutScope(scope));
    if (route === '/readyz' && (isMisdirected || !caller.scopes.has('observe'))) hideChecks(request);
    // Only at its end it is known whether anybody may learn of the request.
    reply.raw.once('close', () => {
      if (!isUntold(request)) this.#decisions.inc({ decision: caller.kind });
    });
    return caller;
  }

  /** Ends a request whose credential does not hold any more; where nobody can tell, the request goes on. */
  async #judgeAgain(judge: Judge, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const authorization = authorizationsOf(request.raw.rawHeaders);
    const decision = await judge.judge({
      ...{ authorization, address: request.ip, isForwarded: isForwarded(request) },
    });
    const { scope } = this.#needsOf(request);
    if (decision.ok && (scope === 'nothing' || hasScope(decision.caller, scope)))
      callers.set(request, decision.caller);
    else if (decision.ok || decision.why === 'bad') reply.raw.destroy();
  }

  #needsOf(request: FastifyRequest): Needs {
    const route = request.routeOptions.url;
    return (route === undefined ? undefined : SHARED[route]) ?? this.#options.needsOf(request);
  }

  /** Takes from the limits of a caller; the answer tells what is left. */
  async #count(caller: Caller, { limit, bytes }: Needs, reply: FastifyReply): Promise<void> {
    const counted = limit === null ? undefined : countedAs(caller, limit);
    const ofBytes = bytes === undefined ? undefined : countedAs(caller, 'push-bytes');
    const left: Left[] = [];
    if (counted?.name === 'stream') {
      const stream = this.#limiters.open(counted);
      reply.raw.once('close', stream.end);
      left.push(stream);
    } else if (counted) left.push(await this.#limiters.take(counted));
    if (ofBytes && !left.some(({ isOver }) => isOver)) left.push(await this.#limiters.take(ofBytes, bytes));
    if (left.length === 0) return;
    const headers = this.#tell(reply, left);
    // A stream writes its answer itself, beside what stands there already.
    if (limit === 'stream') reply.raw.setHeaders(new Map(Object.entries(headers)));
  }

  /** Tells what is left of these limits and of those told before. @throws ProblemError 429 beyond one of them */
  #tell(reply: FastifyReply, left: readonly Left[]): ReturnType<typeof limitHeaders> {
    if (left.some(({ isOver }) => isOver)) throw this.#refused('limited', limited(left));
    const others = (told.get(reply) ?? []).filter((one) => left.every(({ name }) => name !== one.name));
    const all = [...others, ...left];
    told.set(reply, all);
    const headers = limitHeaders(all);
    void reply.headers(headers);
    return headers;
  }

  /** The refusal of a credential. A bad one counts for its address, whatever anonymous callers may do. */
  async #notJudged(
    judge: Judge,
    decision: Exclude<Decision, { ok: true }>,
    { limit }: Needs,
    address: string,
  ): Promise<Error> {
    if (decision.why === 'twice') return this.#refused('bad-credential', twoCredentials(decision.detail));
    if (decision.why === 'unknown') return this.#refused('unknown', accessUnknown(decision.detail));
    const name = limit === 'push' || limit === 'structure' ? limit : 'data';
    const ofAddress = judge.policy().limits.anonymous[name];
    if (ofAddress) {
      const left = await this.#limiters.take({ name, limit: ofAddress, caller: addressCounted(address) });
      if (left.isOver) return this.#refused('limited', limited([left]));
    }
    return this.#refused('bad-credential', badCredential(decision.detail));
  }

  /** Whether a request names a host that nobody called this service: a page can lead a name of its own here. */
  #isMisdirected({ headers, socket }: FastifyRequest): boolean {
    const { publicHosts } = this.#options.config;
    const name = headers.host?.toLowerCase() ?? '';
    const bare = name.replace(/:\d+$/, '');
    if (isLoopbackName(bare) || publicHosts.includes(name) || publicHosts.includes(bare)) return false;
    // The address that was asked: probes and Prometheus call a pod by it, and no name leads there.
    const own = socket.localAddress?.replace(/^::ffff:/, '');
    return own === undefined || (bare !== own && bare !== `[${own}]`);
  }

  #refused(decision: string, error: Error): Error {
    this.#decisions.inc({ decision });
    return error;
  }
}

const hasScope = ({ scopes }: Caller, scope: Scope | 'anything'): boolean =>
  scope === 'anything' ? scopes.size > 0 : scopes.has(scope);

/** Id of the key that a header names, whether or not there is one. */
const namedKey = ([header = '']: readonly string[]): string | undefined =>
  keyIdOf(header.trim().split(' ').at(-1) ?? '');

const countedAs = (caller: Caller, name: LimitName): Counted | undefined => {
  const limit = caller.limits?.[name];
  return limit ? { name, limit, caller: caller.counted } : undefined;
};

/** Whether an address is named on the way by somebody whom `TRUSTED_PROXIES` does not name. */
const isForwarded = ({ headers, ips }: FastifyRequest): boolean =>
  (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) && (ips?.length ?? 0) < 2;

const requireNoneInQuery = (request: FastifyRequest): void => {
  if (!request.url.includes('?')) return;
  const query = request.query as Readonly<Record<string, unknown>>;
  const name = IN_QUERY.find((each) => query[each] !== undefined);
  if (name !== undefined) throw credentialInQuery(name);
};

/** Values of the header, which Node joins or drops where it stands more than once. */
export const authorizationsOf = (rawHeaders: readonly string[]): readonly string[] => {
  const values: string[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2)
    if (rawHeaders[at]?.length === 13 && rawHeaders[at]?.toLowerCase() === 'authorization')
      values.push(rawHeaders[at + 1] ?? '');
  return values;
};
