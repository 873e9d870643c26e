import { problem, type ProblemName } from '@silkgauge/contract';
import { ProblemError } from '@silkgauge/service';

type Errors = NonNullable<Parameters<typeof problem>[1]>['errors'];

/** The error of a refused request. */
export const refusal = (
  name: ProblemName,
  detail: string,
  errors?: Errors,
  headers: Readonly<Record<string, string>> = {},
): ProblemError => new ProblemError({ ...problem(name, { detail, ...(errors && { errors }) }) }, headers);

/** The error of a document with faults. */
export const invalidDocument = (errors: NonNullable<Errors>): ProblemError =>
  refusal('invalid-document', 'Nothing was changed: each fault says what to write instead.', errors);
