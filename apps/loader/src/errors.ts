/** `usage`: the command or configuration is wrong. `no-answer`, `not-a-door`: the push stopped before its end. */
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
