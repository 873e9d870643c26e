import { type Filter, type RunsOver } from '../address/address.ts';
import type { Question } from '../api/missing.ts';
import { useAvailability } from '../api/queries.ts';
import { dimensionsToRun } from './chart-data/selection.ts';

export interface Run {
  /** Null: not yet known. */
  readonly by: RunsOver | null;
  readonly offered: readonly RunsOver[];
  /** The question which dimensions have members. */
  readonly asked: Question;
}

/** The dimension asked for, else the first with members to compare; `of` are the ones to choose among. */
export function useRun(filter: Filter, asked: RunsOver | null, of?: readonly RunsOver[]): Run {
  const asking = useAvailability(filter);
  const { data } = asking;
  const found = data ? dimensionsToRun(data, filter) : [];
  const offered = of ? found.filter((one) => of.includes(one)) : found;
  const wanted = asked !== null && (of?.includes(asked) ?? true) ? asked : null;
  const by = wanted ?? offered[0] ?? (data ? (of?.[0] ?? 'area') : null);
  return { by, offered: by === null || offered.includes(by) ? offered : [by, ...offered], asked: asking };
}
