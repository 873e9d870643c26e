import { failure, jsonBody } from '@silkgauge/calls';
import { readBody, type Fault, type Term } from '@silkgauge/contract';
import type { ProblemError } from '@silkgauge/service';
import type { FastifyRequest } from 'fastify';

/** The error of a document with faults. */
export const invalidDocument = (errors: readonly Fault<string>[]): ProblemError =>
  failure('invalid-document', 'Nothing was changed: each fault says what to write instead.', { errors });

/** The body of a request by its term. @throws ProblemError as {@link jsonBody}, 422 */
export function bodyOf<Value>(request: FastifyRequest, term: Term<Value>): Value {
  const read = readBody(term, jsonBody(request));
  if (!read.ok) throw invalidDocument(read.faults);
  return read.value;
}
