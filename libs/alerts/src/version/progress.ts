import type { AlertStateCode } from '@silkgauge/codelists';
import type { Alert, Step } from './alert.ts';

/** Why a version is that follows from an order of its rule. */
export const ORDER_REASONS = { defined: 'rule-defined', dropped: 'rule-dropped' } as const;

/** Whether an alert is there, and its rule says it now. */
export const isOpen = (alert: Pick<Alert, 'state'> | null): boolean =>
  alert !== null && alert.state !== 'resolved';

/** The members of a version that follow from the one before. */
export function progress(
  before: Pick<Alert, 'state' | 'version' | 'since' | 'fired'> | null,
  state: AlertStateCode,
  step: Step,
) {
  const isEntered = before?.state !== state;
  const { knownAt, reason, causes } = step;
  return {
    ...{ state, version: (before?.version ?? 0) + 1, knownAt },
    since: before && !isEntered ? before.since : knownAt,
    fired: (before?.fired ?? 0) + (isEntered && state === 'firing' ? 1 : 0),
    because: { reason, causes: causes.map(({ source, id }) => ({ source, id })) },
  };
}
