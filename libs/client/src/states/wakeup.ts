/** One waiter, and a call that wakes it; a call without a waiter is not kept. */
export class Wakeup {
  #wake: () => void = () => undefined;

  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  call(): void {
    this.#wake();
  }
}
