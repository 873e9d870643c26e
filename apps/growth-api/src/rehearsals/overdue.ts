import { failure } from '@silkgauge/calls';
import type { ProblemError } from '@silkgauge/service';

/** The error of a rehearsal that is longer than it may be. */
export const overdue = (milliseconds: number): ProblemError =>
  failure(
    'unavailable',
    `The rehearsal takes longer than ${String(milliseconds / 1_000)} s. Rehearse fewer events, or later.`,
    { headers: { 'retry-after': '10' } },
  );
