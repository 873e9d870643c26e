import type { Language, NamePair } from '@silkgauge/codelists';

export type { Language };

export const LOCALES = { en: 'en-GB', zh: 'zh-CN' } as const satisfies Record<Language, string>;

/** Messages by name; ICU MessageFormat. */
export type Messages = Readonly<Record<string, NamePair>>;
