import type { FastifyRequest } from 'fastify';
import { callerOf } from '../guard/guard.ts';
import type { AccessTable } from '../table/access-table.ts';
import type { AuditContent } from './chain.ts';

/** Who asks for something, and the trace of the request, as the audit tells them. */
export type AskedBy = Pick<AuditContent, 'actor' | 'trace'>;

/** Who asked, after the guard let the request in. */
export const askedBy = (request: FastifyRequest, table: AccessTable): AskedBy => {
  const { kind, name } = callerOf(request);
  const jwt = kind === 'jwt' ? table.keyById(name)?.jwt : null;
  return {
    actor: { ...(kind !== 'anonymous' && { key: name }), ...(jwt && { jwt }), address: request.ip },
    ...traceOf(request),
  };
};

/** `traceparent` of a request, if it has the form of W3C Trace Context. */
const traceOf = ({ headers }: FastifyRequest): Pick<AskedBy, 'trace'> => {
  const trace = headers['traceparent'];
  return typeof trace === 'string' && /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(trace)
    ? { trace }
    : {};
};
