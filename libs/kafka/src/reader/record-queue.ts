import { behind } from './batch-sink.ts';
import type { Fetched } from './fetched.ts';
import type { RecordRun } from '../wire/records.ts';

type QueuedRecords = Pick<Fetched, 'records' | 'next' | 'bytes'>;

/** Records fetched and not yet given away: fetching goes on while they are worked on, within bounds. */
export class RecordQueue {
  /** Fetching stops above so many waiting bytes and goes on below half of them. */
  readonly #mostBytes: number;
  #waiting: QueuedRecords[] = [];
  #bytes = 0;
  #end = 0n;
  #open = false;
  #wake: (() => void) | null = null;
  #wasFull = false;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** Empties it; the next records are those from `position` on. */
  open(position: bigint): void {
    this.shut();
    this.#end = position;
    this.#open = true;
  }

  /** Empties it and takes nothing until it is opened again. */
  shut(): void {
    this.#waiting = [];
    this.#bytes = 0;
    this.#open = false;
    this.#wasFull = false;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** The offset that has to come next. */
  get end(): bigint {
    return this.#end;
  }

  /** The offset to fetch from; null while it is shut, or has been full and is not yet half empty. */
  get wanted(): bigint | null {
    return this.#open && !this.#wasFull ? this.#end : null;
  }

  push(fetched: QueuedRecords): void {
    this.#end = fetched.next;
    if (fetched.records.length > 0) {
      this.#waiting.push(fetched);
      this.#bytes += fetched.bytes;
    }
    if (this.#bytes >= this.#mostBytes) this.#wasFull = true;
    this.wake();
  }

  /** The first records that wait, at most `most`; null when there are none. */
  head(most: number): RecordRun | null {
    const [head] = this.#waiting;
    if (!head) return null;
    if (head.records.length <= most) return head;
    return { records: head.records.slice(0, most), next: behind(head, most) };
  }

  /** The first `count` records of the head have been dealt with. Returns whether there is room again. */
  drop(count: number): boolean {
    const [head] = this.#waiting;
    if (!head) return false;
    const rest = head.records.slice(count);
    if (rest.length > 0) {
      this.#waiting[0] = { ...head, records: rest };
      return false;
    }
    this.#waiting.shift();
    this.#bytes -= head.bytes;
    if (!this.#wasFull || this.#bytes * 2 > this.#mostBytes) return false;
    this.#wasFull = false;
    return true;
  }

  /** Resolves when something was pushed, or at `wake`. */
  arrival(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  wake(): void {
    this.#wake?.();
    this.#wake = null;
  }
}
