import {
  problem,
  type Fault,
  type IndexedFault,
  type ProblemName,
  type QueryFault,
} from '@silkgauge/contract';
import { ProblemError } from '@silkgauge/service';

/** A hostile batch must not make hundreds of megabytes of faults out of five of events. */
const MOST_FAULTS = 10_000;

/** The answer to a push that is refused. */
export const refusal = (
  name: ProblemName,
  detail: string,
  errors?: readonly (IndexedFault | QueryFault)[],
  headers: Readonly<Record<string, string>> = {},
): ProblemError => {
  const told = errors?.slice(0, MOST_FAULTS);
  const left = (errors?.length ?? 0) - (told?.length ?? 0);
  const more = left > 0 ? ` ${String(left)} more faults are not listed.` : '';
  const body = problem(name, { detail: detail + more, ...(told ? { errors: told } : {}) });
  return new ProblemError({ ...body }, headers);
};

/** A push that cannot be read as what its Content-Type says it is. */
export const unreadable = (rule: string, message: string, fix: string): ProblemError => {
  const fault: Fault = { pointer: '', rule, message, fix };
  return refusal('not-a-cloudevent', message, [{ index: 0, ...fault }]);
};
