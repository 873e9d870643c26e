import { createContext, use, useMemo, type ReactNode } from 'react';
import type { Language } from './languages.ts';
import type { Names } from './series-names.ts';
import { wordsOf, type Words } from './words-of.ts';

export type { Words } from './words-of.ts';

const Context = createContext<Words>(wordsOf('en'));

interface SpeakingProps {
  readonly language: Language;
  readonly names: Names;
  readonly children: ReactNode;
}

/** Provides the words of a language to its children. */
export function Speaking({ language, names, children }: SpeakingProps) {
  const words = useMemo(() => wordsOf(language, names), [language, names]);
  return <Context value={words}>{children}</Context>;
}

export const useWords = (): Words => use(Context);
