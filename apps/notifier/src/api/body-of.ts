import { jsonBody } from '@silkgauge/calls';
import { readBody, type Term } from '@silkgauge/contract';
import type { FastifyRequest } from 'fastify';
import { invalid } from './failure.ts';

/** The body of a request by its term; none counts as an empty object. @throws ProblemError as {@link jsonBody}, 422 */
export function bodyOf<Value>(request: FastifyRequest, term: Term<Value>): Value {
  const { body } = request;
  const read = readBody(term, Buffer.isBuffer(body) && body.length > 0 ? jsonBody(request) : {});
  if (!read.ok) throw invalid(read.faults);
  return read.value;
}
