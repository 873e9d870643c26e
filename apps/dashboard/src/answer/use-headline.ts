import { createContext, useEffect, useState } from 'react';
import type { ServedState } from '@silkgauge/contract';
import type { Address } from '../address/address.ts';
import { useToldState } from '../api/queries.ts';
import { useWords } from '../words/language.tsx';
import { familyOf, focusPeriod, leadingOf } from './family.ts';

/** The headline of the page, in the words of bulletins; null where there is none. */
export const Headline = createContext<string | null>(null);

/** Milliseconds that the first answer waits for its headline, so that nothing below it shifts. */
const PATIENCE = 2_000;

/**
 * Tells the state that leads in the period in focus, by the clock of the page; null until it is told. The first
 * headline is awaited for a while, later ones are not: what stands does not go for them.
 */
export function useHeadlineOf(
  states: readonly ServedState[],
  { period, clock }: Pick<Address, 'period' | 'clock'>,
): { readonly headline: string | null; readonly isAwaited: boolean } {
  const { language } = useWords();
  const focus = focusPeriod(states, period);
  const told = focus === null ? undefined : leadingOf(familyOf(states, focus));
  const { data, isPending } = useToldState(told?.key ?? null, clock);
  const isComing = told !== undefined && isPending;
  return {
    headline: (told && data?.[language]?.headline) || null,
    isAwaited: usePatience(told !== undefined, isComing) && isComing,
  };
}

/** Whether something that was not there yet is still worth waiting for. */
function usePatience(isAsked: boolean, isComing: boolean): boolean {
  const [isPatient, setPatient] = useState(true);
  useEffect(() => {
    if (!isAsked) return;
    const timer = setTimeout(() => setPatient(false), isComing ? PATIENCE : 0);
    return () => clearTimeout(timer);
  }, [isAsked, isComing]);
  return isPatient;
}
