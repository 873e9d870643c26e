import { behind } from './batch-sink.ts';
import type { Fetched } from './fetched.ts';
import type { RecordRun } from '../wire/records.ts';

type QueuedRecords = Pick<Fetched, 'records' | 'next' | 'bytes'>;

/** Fetched records that wait for a sink, so that fetching goes on during the work, within bounds. */
export class RecordQueue {
  /** Bytes from which on fetching stops, until half of them are left. */
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

  /** Empties the queue; the next records begin at `position`. */
  open(position: bigint): void {
    this.shut();
    this.#end = position;
    this.#open = true;
  }

  /** Empties the queue, which takes nothing until it is opened again. */
  shut(): void {
    this.#waiting = [];
    this.#bytes = 0;
    this.#open = false;
    this.#wasFull = false;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** The next offset to fetch. */
  get end(): bigint {
    return this.#end;
  }

  /** The offset to fetch from; null while the queue is shut, or from full until half empty. */
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

  /** The first waiting records, at most `most`; null if none wait. */
  head(most: number): RecordRun | null {
    const [head] = this.#waiting;
    if (!head) return null;
    if (head.records.length <= most) return head;
    return { records: head.records.slice(0, most), next: behind(head, most) };
  }

  /** Removes the first `count` records of the head. Returns whether fetching may go on again. */
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

  /** Resolves at the next `push` or `wake`. */
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
