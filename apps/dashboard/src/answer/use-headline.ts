import { createContext } from 'react';
import type { ServedState } from '@silkgauge/contract';
import type { Address } from '../address/address.ts';
import { useToldState } from '../api/queries.ts';
import { useWords } from '../words/language.tsx';
import { familyOf, focusPeriod } from './family.ts';

/** The headline of the page, in the words of bulletins; null where there is none. */
export const Headline = createContext<string | null>(null);

/**
 * Tells the total of a family in the period in focus, else its first flow. `isAwaited` until it is told; by a
 * day of publication nothing is.
 */
export function useHeadlineOf(
  states: readonly ServedState[],
  { period, clock }: Pick<Address, 'period' | 'clock'>,
): { readonly headline: string | null; readonly isAwaited: boolean } {
  const { language } = useWords();
  const focus = focusPeriod(states, period);
  const told = focus === null ? undefined : leadingOf(states, focus);
  const isTold = told !== undefined && !(clock && 'publishedBy' in clock);
  const { data, isPending } = useToldState(isTold ? told.key : null, clock);
  return { headline: (isTold && data?.[language]?.headline) || null, isAwaited: isTold && isPending };
}

function leadingOf(states: readonly ServedState[], period: string): ServedState | undefined {
  const { family, others } = familyOf(states, period);
  return family.total ?? family.exports ?? family.imports ?? others[0];
}
