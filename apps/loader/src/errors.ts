/**
 * `usage`: wrong command or configuration. `data`: unreadable file. `no-answer`, `not-a-door`: a feed gave no
 * answer, or none of a feed. All but `usage` stop a push in between; events already pushed stay.
 */
export type LoaderErrorCode = 'usage' | 'no-answer' | 'not-a-door' | 'data';

/** An expected failure, explained by its message; any other error is a fault of the loader. */
export class LoaderError extends Error {
  override readonly name = 'LoaderError';
  readonly code: LoaderErrorCode;

  constructor(code: LoaderErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
