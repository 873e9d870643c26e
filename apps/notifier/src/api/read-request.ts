import { jsonBody } from '@silkgauge/calls';
import { FaultList } from '@silkgauge/contract';
import type { FastifyRequest } from 'fastify';
import { isObject, reportUnknown, type Members } from '../subscription/faults.ts';
import { invalid } from './failure.ts';

/** An object with some members, or nothing. @throws ProblemError as {@link jsonBody}, 422 for other members */
export function membersOf(request: FastifyRequest, known: readonly string[]): Members {
  const { body } = request;
  if (!Buffer.isBuffer(body) || body.length === 0) return {};
  const given = jsonBody(request);
  const faults = new FaultList<string>();
  if (!isObject(given))
    faults.report('', 'object', 'The body must be an object.', `Write an object with ${known.join(', ')}.`);
  else reportUnknown(given, known, '', faults);
  if (faults.faults.length > 0 || !isObject(given)) throw invalid(faults.faults);
  return given;
}
