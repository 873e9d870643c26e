import { createContext } from 'react';
import type { ServedState } from '@silkgauge/contract';
import type { Address } from '../address/address.ts';
import { useToldState } from '../api/queries.ts';
import { useWords } from '../words/language.tsx';
import { familyOf, focusPeriod, leadingOf } from './family.ts';

/** The headline of the page, in the words of bulletins; null where there is none. */
export const Headline = createContext<string | null>(null);

/** Tells the state that leads in the period in focus, by the clock of the page; null until it is told. */
export function useHeadlineOf(
  states: readonly ServedState[],
  { period, clock }: Pick<Address, 'period' | 'clock'>,
): string | null {
  const { language } = useWords();
  const focus = focusPeriod(states, period);
  const told = focus === null ? undefined : leadingOf(familyOf(states, focus));
  const { data } = useToldState(told?.key ?? null, clock);
  return (told && data?.[language]?.headline) || null;
}
