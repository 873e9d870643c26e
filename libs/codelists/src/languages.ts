import { codelist, type CodeOf } from './codelist.ts';

/** The languages that the product tells figures in. */
export const LANGUAGES = codelist({
  en: { en: 'English', zh: '英文' },
  zh: { en: 'Chinese', zh: '中文' },
});
export type Language = CodeOf<typeof LANGUAGES>;
