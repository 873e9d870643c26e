import { DueHeap } from '../workload/due-heap.ts';

interface Entry {
  readonly at: number;
  readonly run: () => void;
}

/** Simulated time, in microseconds: what is due is done in order of time, on one thread. */
export class Agenda {
  readonly #heap = new DueHeap<Entry>();
  #now = 0;

  get now(): number {
    return this.#now;
  }

  after(delay: number, run: () => void): void {
    const at = this.#now + delay;
    this.#heap.add(at, { at, run });
  }

  /** Does what is due up to `end`. */
  runUntil(end: number): void {
    for (let entry = this.#heap.take(end); entry; entry = this.#heap.take(end)) {
      this.#now = entry.at;
      entry.run();
    }
    this.#now = end;
  }
}

interface Job {
  readonly duration: number;
  readonly done: () => void;
}

/** Serves in order of arrival, as many at once as it has places: a core, the cores of a shard, a lock. */
export class Server {
  readonly #agenda: Agenda;
  readonly #places: number;
  #waiting: Job[] = [];
  #head = 0;
  #taken = 0;
  #busy = 0;
  #since = 0;

  constructor(agenda: Agenda, places = 1) {
    this.#agenda = agenda;
    this.#places = places;
  }

  /** Place-microseconds of service so far. */
  get busy(): number {
    return this.#busy + this.#taken * (this.#agenda.now - this.#since);
  }

  serve(duration: number, done: () => void): void {
    if (this.#taken < this.#places) this.#begin({ duration, done });
    else this.#waiting.push({ duration, done });
  }

  #begin({ duration, done }: Job): void {
    this.#count(1);
    this.#agenda.after(duration, () => {
      this.#count(-1);
      const next = this.#next();
      if (next) this.#begin(next);
      done();
    });
  }

  #count(more: 1 | -1): void {
    this.#busy = this.busy;
    this.#since = this.#agenda.now;
    this.#taken += more;
  }

  #next(): Job | undefined {
    const next = this.#waiting[this.#head];
    if (!next) return undefined;
    this.#head += 1;
    if (this.#head * 2 >= this.#waiting.length) {
      this.#waiting = this.#waiting.slice(this.#head);
      this.#head = 0;
    }
    return next;
  }
}
