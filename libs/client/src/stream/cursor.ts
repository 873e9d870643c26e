/** Where the sequence of the last change that was handled is kept. */
export interface CursorStore {
  /** Undefined at the first start. */
  read(): string | undefined | Promise<string | undefined>;
  write(sequence: string): void | Promise<void>;
}
