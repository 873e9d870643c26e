import { membersOf, textOf, type AccessRule } from '@silkgauge/access';
import { FaultList, shown } from '@silkgauge/contract';
import { invalidDocument } from '../http/problems.ts';

const DAY = 86_400;
const MOST_OVERLAP = 30 * DAY;
const LONGEST_REASON = 400;

/** Seconds for which the secret before stands; a day unless said. @throws ProblemError 422 */
export const overlapOf = (body: unknown): number => {
  const faults = new FaultList<AccessRule>();
  const { overlapSeconds = DAY } = membersOf(body, '', ['overlapSeconds'], faults) ?? {};
  const isRight =
    Number.isSafeInteger(overlapSeconds) &&
    Number(overlapSeconds) >= 0 &&
    Number(overlapSeconds) <= MOST_OVERLAP;
  const must = `a whole number from 0 to ${String(MOST_OVERLAP)}`;
  if (!isRight)
    faults.report(
      '/overlapSeconds',
      'count',
      `Must be ${must}, not ${shown(overlapSeconds)}.`,
      `Write ${must}.`,
    );
  if (faults.faults.length > 0) throw invalidDocument(faults.faults);
  return Number(overlapSeconds);
};

/** Why a key ends. @throws ProblemError 422 */
export const reasonOf = (body: unknown): string => {
  const faults = new FaultList<AccessRule>();
  const members = membersOf(body, '', ['reason'], faults) ?? {};
  const reason = textOf(members['reason'], '/reason', LONGEST_REASON, faults) ?? '';
  if (faults.faults.length > 0) throw invalidDocument(faults.faults);
  return reason;
};
