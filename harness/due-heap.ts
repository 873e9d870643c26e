interface Due<T> {
  readonly at: number;
  readonly item: T;
}

/**
 * Binary heap by due time. Equal times come out in the order of `java.util.PriorityQueue`, step for step,
 * because the workload's file is defined with that class.
 */
export class DueHeap<T> {
  readonly #heap: Due<T>[] = [];

  add(at: number, item: T): void {
    const heap = this.#heap;
    const added = { at, item };
    let slot = heap.push(added) - 1;
    while (slot > 0) {
      const parent = (slot - 1) >>> 1;
      const above = heap[parent];
      if (!above || added.at >= above.at) break;
      heap[slot] = above;
      slot = parent;
    }
    heap[slot] = added;
  }

  /** Takes one item that is due by `now`, if there is one. */
  take(now: number): T | undefined {
    const [first] = this.#heap;
    if (!first || first.at > now) return undefined;
    const last = this.#heap.pop();
    if (last && this.#heap.length > 0) this.#sink(last);
    return first.item;
  }

  #sink(sinking: Due<T>): void {
    const heap = this.#heap;
    let slot = 0;
    for (;;) {
      let child = 2 * slot + 1;
      let lesser = heap[child];
      const right = heap[child + 1];
      if (!lesser) break;
      if (right && lesser.at > right.at) {
        child += 1;
        lesser = right;
      }
      if (sinking.at <= lesser.at) break;
      heap[slot] = lesser;
      slot = child;
    }
    heap[slot] = sinking;
  }
}
