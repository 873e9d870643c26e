import {
  problem,
  type Fault,
  type ProblemName,
  type QueryFault,
  type RefusalRule,
} from '@silkgauge/contract';
import { ProblemError } from '@silkgauge/service';

/** Bounds the faults of a hostile batch, which would otherwise take hundreds of megabytes. */
const MOST_FAULTS = 10_000;

/** The error of a refused push, with at most {@link MOST_FAULTS} faults. */
export const refusal = (
  name: ProblemName,
  detail: string,
  errors?: readonly (Fault | QueryFault)[],
  headers: Readonly<Record<string, string>> = {},
  options?: ErrorOptions,
): ProblemError => {
  const told = errors?.slice(0, MOST_FAULTS);
  const left = (errors?.length ?? 0) - (told?.length ?? 0);
  const more = left > 0 ? ` ${String(left)} more faults are not listed.` : '';
  const body = problem(name, { detail: detail + more, ...(told ? { errors: told } : {}) });
  return new ProblemError({ ...body }, headers, options);
};

/** The error of a push that does not match its Content-Type. */
export const unreadable = (rule: RefusalRule, message: string, fix: string): ProblemError => {
  const fault: Fault = { pointer: '', rule, message, fix };
  return refusal('not-a-cloudevent', message, [{ index: 0, ...fault }]);
};
