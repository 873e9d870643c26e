import type { Page, ServedState } from '@silkgauge/contract';

/** An answer of the API, or what stands in for one: the answer under the filter before. */
export interface OpenAnswer {
  readonly data: Page<ServedState> | undefined;
  readonly isPlaceholderData: boolean;
}

/** What the answers on conflicts and on open readings tell together. */
export interface OpenAnswers {
  /** Each state once; answers under two filters are never mixed. */
  readonly states: readonly ServedState[];
  /** Whether every answer is there and under the present filter, so that states may be counted. */
  readonly isWhole: boolean;
  /** Whether the lists go on after the states that were read. */
  readonly isCut: boolean;
}

export function openAnswers(answers: readonly OpenAnswer[]): OpenAnswers {
  const present = answers.filter(({ data, isPlaceholderData }) => data && !isPlaceholderData);
  const told = (present.length > 0 ? present : answers).flatMap(({ data }) => data ?? []);
  return {
    states: [...new Map(told.flatMap(({ items }) => items).map((state) => [state.key, state])).values()],
    isWhole: present.length === answers.length,
    isCut: told.some(({ next }) => next !== null),
  };
}
