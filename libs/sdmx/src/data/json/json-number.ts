const ZEROS = /^(-?)0+(?=\d)/;

/** A number of JSON with the digits of a decimal: it has no zeros in front. */
export const jsonNumber = (digits: string): string => digits.replace(ZEROS, '$1');
