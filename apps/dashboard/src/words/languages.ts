/** What the page speaks. */
export type Language = 'en' | 'zh';
