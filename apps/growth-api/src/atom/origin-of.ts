import { failure } from '@silkgauge/calls';
import type { FastifyRequest } from 'fastify';

/**
 * Scheme, host and port that the client asked.
 * @throws ProblemError 400 where `Host` is none
 */
export function originOf({ protocol, host }: FastifyRequest): string {
  const origin = URL.parse(`${protocol}://${host}`)?.origin ?? 'null';
  if (origin === 'null') throw failure('invalid-request', 'Host is no name of a server.');
  return origin;
}
