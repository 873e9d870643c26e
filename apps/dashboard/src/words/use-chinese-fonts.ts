import { useEffect } from 'react';
import chineseFonts from '../styles/chinese-fonts.css?url';
import type { Language } from './languages.ts';

/** Milliseconds: an English page has few Chinese texts, whose font waits for the rest. */
const ENGLISH_CAN_WAIT = 4_000;
const AGAIN_AFTER = 5_000;

/** Loads the Chinese fonts once the headline is shown. */
export function useChineseFonts(language: Language, isAnswered: boolean): void {
  useEffect(() => {
    if (!isAnswered) return;
    const timer = setTimeout(bring, language === 'zh' ? 0 : ENGLISH_CAN_WAIT);
    return () => clearTimeout(timer);
  }, [language, isAnswered]);
}

/** A sheet of its own: its hundred faces are as large as all other styles. Retries after errors. */
function bring(): void {
  if (document.querySelector(`link[href="${chineseFonts}"]`)) return;
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = chineseFonts;
  link.addEventListener('error', () => {
    link.remove();
    setTimeout(bring, AGAIN_AFTER);
  });
  document.head.append(link);
}
