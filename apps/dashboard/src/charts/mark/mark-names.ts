import { seriesOfKey } from '../../words/series-names.ts';
import type { Mark, RuleLine } from './mark.ts';

/**
 * What a drawn shape tells: a number, its interval, the earliest print held, the line to a label, a policy in
 * force, a number of a part of a period.
 */
export type MarkKind = 'value' | 'interval' | 'first' | 'leader' | 'policy' | 'partial';

/** Attributes by which a drawn shape is found, in the page and in pictures. */
export interface MarkNames {
  readonly 'data-mark': MarkKind;
  /** The key of the series, or of the notice of a policy. */
  readonly 'data-key': string;
  /** SDMX TIME_PERIOD, or the first day of a policy. */
  readonly 'data-period': string;
  readonly 'aria-label': string;
}

export const namesOf = (kind: MarkKind, { state, period, says }: Mark): MarkNames => ({
  ...{ 'data-mark': kind, 'data-key': seriesOfKey(state), 'data-period': period, 'aria-label': says },
});

export const valueNames = (mark: Mark): MarkNames =>
  namesOf(mark.partUntil === null ? 'value' : 'partial', mark);

export const policyNames = ({ notice, day }: RuleLine, says: string): MarkNames => ({
  ...{ 'data-mark': 'policy', 'data-key': notice, 'data-period': day, 'aria-label': says },
});
