import { useEffect } from 'react';
import type { Language } from './decimal.ts';

/** What an English page has of Chinese, a button and some quotes, can wait until all else stands; in milliseconds. */
const ENGLISH_CAN_WAIT = 4_000;

/** Brings the Chinese glyphs: at once where the page is in Chinese. */
export function useChineseFonts(language: Language): void {
  useEffect(() => {
    const bring = () => void import('../styles/chinese-fonts.css');
    if (language === 'zh') {
      bring();
      return;
    }
    const timer = setTimeout(bring, ENGLISH_CAN_WAIT);
    return () => {
      clearTimeout(timer);
    };
  }, [language]);
}
