import type { ProblemError } from '@silkgauge/service';
import { failure } from '../http/problems.ts';

/** The error of a rehearsal that is longer than it may be. */
export const overdue = (milliseconds: number): ProblemError =>
  failure(
    'unavailable',
    `The rehearsal takes longer than ${String(milliseconds / 1_000)} s. Rehearse fewer events, or later.`,
    { headers: { 'retry-after': '10' } },
  );
