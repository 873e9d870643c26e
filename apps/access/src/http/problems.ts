import { failure } from '@silkgauge/calls';
import type { Fault } from '@silkgauge/contract';
import type { ProblemError } from '@silkgauge/service';

/** The error of a document with faults. */
export const invalidDocument = (errors: readonly Fault<string>[]): ProblemError =>
  failure('invalid-document', 'Nothing was changed: each fault says what to write instead.', { errors });
