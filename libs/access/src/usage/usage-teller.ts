import type { KeyUsage } from '@silkgauge/contract';
import type { OutRecord } from '@silkgauge/kafka';

/** Milliseconds between two records of a process. */
const INTERVAL = 60_000;

/** Tells once a minute which keys were used since the last time, and when. */
export class UsageTeller {
  readonly #send: (records: readonly OutRecord[]) => Promise<unknown>;
  readonly #timer: NodeJS.Timeout;
  #used = new Map<string, number>();

  /** `send` writes to the topic; a failed one is repeated with the next. */
  constructor(send: (records: readonly OutRecord[]) => Promise<unknown>, interval = INTERVAL) {
    this.#send = send;
    this.#timer = setInterval(() => void this.tell(), interval).unref();
  }

  /** A key was used, at an instant in milliseconds since 1970. Costs an entry of a map, one a key. */
  note(id: string, at: number): void {
    this.#used.set(id, at);
  }

  /** Tells what was noted. */
  async tell(): Promise<void> {
    if (this.#used.size === 0) return;
    const told = this.#used;
    this.#used = new Map();
    const records = [...told].map(([id, at]) => {
      const usage: KeyUsage = { id, at: new Date(at).toISOString() };
      return { key: id, value: JSON.stringify(usage) };
    });
    try {
      await this.#send(records);
    } catch {
      // What was noted meanwhile is later.
      this.#used = new Map([...told, ...this.#used]);
    }
  }

  /** Tells what is left, and no more afterwards. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.tell();
  }
}
