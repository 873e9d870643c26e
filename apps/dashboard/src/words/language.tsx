import { createContext, use, useMemo, type ReactNode } from 'react';
import type { Language } from './languages.ts';
import { wordsOf, type Words } from './words-of.ts';

export type { Words } from './words-of.ts';

const Context = createContext<Words>(wordsOf('en'));

/** Everything in it speaks one language. */
export function Speaking({ language, children }: { language: Language; children: ReactNode }) {
  const words = useMemo(() => wordsOf(language), [language]);
  return <Context value={words}>{children}</Context>;
}

export const useWords = (): Words => use(Context);
