import { createContext } from 'react';
import type { ServedState } from '@silkgauge/contract';
import type { Address } from '../address/address.ts';
import { useToldState } from '../api/queries.ts';
import { useWords } from '../words/language.tsx';
import { familyOf, focusPeriod, leadingOf } from './family.ts';

/** The headline of the page, in the words of bulletins; null where there is none. */
export const Headline = createContext<string | null>(null);

/** Tells the state that leads in the period in focus; null until it is told, and by a day of publication. */
export function useHeadlineOf(
  states: readonly ServedState[],
  { period, clock }: Pick<Address, 'period' | 'clock'>,
): string | null {
  const { language } = useWords();
  const focus = focusPeriod(states, period);
  const told = focus === null ? undefined : leadingOf(familyOf(states, focus));
  const isTold = told !== undefined && !(clock && 'publishedBy' in clock);
  const { data } = useToldState(isTold ? told.key : null, clock);
  return (isTold && data?.[language]?.headline) || null;
}
