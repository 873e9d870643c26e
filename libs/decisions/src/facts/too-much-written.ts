/**
 * A transaction would exceed its limit of bytes: of several records fewer must be tried, and a single one is
 * refused.
 */
export class TooMuchWritten extends Error {
  override readonly name = 'TooMuchWritten';
}
