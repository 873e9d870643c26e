/** What the page speaks. */
export type Language = 'en' | 'zh';

/** The locale of each language. */
export const LOCALES = { en: 'en-GB', zh: 'zh-CN' } as const satisfies Record<Language, string>;

/** Messages by name, in English and in Chinese. */
export type Messages = Readonly<Record<string, readonly [en: string, zh: string]>>;
