import { useEffect } from 'react';
import chineseFonts from '../styles/chinese-fonts.css?url';
import type { Language } from './languages.ts';

/** What an English page has of Chinese, a button and some quotes, can wait until all else stands; in milliseconds. */
const ENGLISH_CAN_WAIT = 4_000;
const AGAIN_AFTER = 5_000;

/** Brings the Chinese glyphs: where the page is in Chinese, as soon as it has something to say. */
export function useChineseFonts(language: Language, isAnswered: boolean): void {
  useEffect(() => {
    if (!isAnswered) return;
    const timer = setTimeout(bring, language === 'zh' ? 0 : ENGLISH_CAN_WAIT);
    return () => clearTimeout(timer);
  }, [language, isAnswered]);
}

/** A hundred font faces are as much style as all the rest, so they are a sheet of their own; tried again while nobody answers. */
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
