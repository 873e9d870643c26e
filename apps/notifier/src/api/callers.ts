import type { FastifyRequest } from 'fastify';
import { NotifierGuard, type Caller } from '../caller.ts';
import { failure } from '@silkgauge/calls';

const REALM = 'Bearer realm="silkgauge"';

/** The caller of a request. @throws ProblemError 401 without a credential, 403 without the scope */
export function requireCaller(guard: NotifierGuard, request: FastifyRequest): Caller {
  const caller = guard.callerOf(request);
  if (caller === 'unauthorized')
    throw failure(
      'unauthorized',
      'Send "Authorization: Bearer <key>", with a key that has the scope subscribe.',
      {
        headers: { 'www-authenticate': REALM },
      },
    );
  if (caller === 'forbidden')
    throw failure('forbidden', 'The credential does not have the scope subscribe.', {
      headers: { 'www-authenticate': `${REALM}, error="insufficient_scope", scope="subscribe"` },
    });
  return caller;
}
