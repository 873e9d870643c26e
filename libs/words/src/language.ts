/** The languages that the product tells figures in. */
export type Language = 'en' | 'zh';

export const LANGUAGES = ['en', 'zh'] as const satisfies readonly Language[];
