/**
 * `usage`: the command or configuration is wrong. `data`: a file cannot be read. `no-answer`, `not-a-door`: a feed did
 * not answer, or not as a feed. All but `usage` stop a push before its end; what was pushed stays pushed.
 */
export type LoaderErrorCode = 'usage' | 'no-answer' | 'not-a-door' | 'data';

/** An end of the run that its message explains; anything else thrown is a fault of the loader. */
export class LoaderError extends Error {
  override readonly name = 'LoaderError';
  readonly code: LoaderErrorCode;

  constructor(code: LoaderErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
