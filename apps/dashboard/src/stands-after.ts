/** After so long the page stands: what is out of sight and what may be needed next can come; in milliseconds. */
export const STANDS_AFTER = 5_000;
