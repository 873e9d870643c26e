import {
  askedBy,
  callerOf,
  unauthorized,
  withoutScope,
  type AccessTable,
  type AskedBy,
} from '@silkgauge/access';
import type { FastifyRequest } from 'fastify';

/** Who asks, as the audit names them. @throws ProblemError 401 for callers without a credential */
export const askedByKey = (
  request: FastifyRequest,
  table: AccessTable,
): AskedBy & { readonly actor: { readonly key: string } } => {
  const { kind, name } = callerOf(request);
  if (kind === 'anonymous') throw unauthorized('anything');
  const { actor, ...trace } = askedBy(request, table);
  return { actor: { ...actor, key: name }, ...trace };
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
