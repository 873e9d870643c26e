/** Domain of a series: the feed of its first event. */
export const DOMAINS = ['customs', 'platform'] as const;
export type Domain = (typeof DOMAINS)[number];
