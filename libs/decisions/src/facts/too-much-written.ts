/** A transaction of several records would exceed its limit of bytes; fewer records must be tried. */
export class TooMuchWritten extends Error {
  override readonly name = 'TooMuchWritten';
}
