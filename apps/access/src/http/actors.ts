import { callerOf, unauthorized, withoutScope, type AccessTable } from '@silkgauge/access';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../changes/change.ts';

/** Who asks, as the audit names them. @throws ProblemError 401 for callers without a credential */
export const actorOf = (request: FastifyRequest, table: AccessTable): Actor & { readonly key: string } => {
  const { kind, name } = callerOf(request);
  if (kind === 'anonymous') throw unauthorized('anything');
  const jwt = kind === 'jwt' ? table.keyById(name)?.jwt : null;
  return { key: name, ...(jwt && { jwt }), address: request.ip };
};

/**
 * The id that a path names, for operators and for the key itself.
 *
 * @throws ProblemError 401 for callers without a credential, 403 for other keys
 */
export const idFor = (request: FastifyRequest, id: string): string => {
  const { kind, name, scopes } = callerOf(request);
  if (kind === 'anonymous') throw unauthorized('operate');
  if (id === 'self' || id === name) return name;
  if (!scopes.has('operate')) throw withoutScope('operate');
  return id;
};

/** `traceparent` of a request, if it has the form of W3C Trace Context. */
export const traceOf = ({ headers }: FastifyRequest): { readonly trace?: string } => {
  const trace = headers['traceparent'];
  return typeof trace === 'string' && /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(trace)
    ? { trace }
    : {};
};
