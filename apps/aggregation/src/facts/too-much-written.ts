/** A transaction of several records would write more than one may; fewer of them at a time do not. */
export class TooMuchWritten extends Error {
  override readonly name = 'TooMuchWritten';
}
