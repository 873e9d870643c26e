/** A read that waiting calls share; each call waits for one that began after it. */
export class SharedRead {
  readonly #read: () => Promise<void>;
  #reading: Promise<void> | undefined;

  constructor(read: () => Promise<void>) {
    this.#read = read;
  }

  async again(): Promise<void> {
    // A read under way may have started before this call; all waiting calls share the next read.
    await this.#reading?.catch(() => undefined);
    await (this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    }));
  }
}
