export const DEFAULT_PAGE = 100;
export const LARGEST_PAGE = 1000;

/** Entries of a feed. */
export const DEFAULT_ENTRIES = 50;
export const LARGEST_ENTRIES = 500;
