import { traceContext } from '@silkgauge/contract';
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
  const trace = traceContext(request.headers['traceparent'], undefined)?.traceparent;
  return {
    actor: { ...(kind !== 'anonymous' && { key: name }), ...(jwt && { jwt }), address: request.ip },
    ...(trace !== undefined && { trace }),
  };
};
