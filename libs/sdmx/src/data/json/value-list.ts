/** The values of a component in order of first use, with their places. */
export class ValueList {
  readonly #places = new Map<string, number>();
  readonly #from: number;

  /** @param from the place of the first value: 1 where the place 0 stands for no value. */
  constructor(from: 0 | 1) {
    this.#from = from;
  }

  placeOf(value: string): number {
    const known = this.#places.get(value);
    if (known !== undefined) return known;
    const place = this.#places.size + this.#from;
    this.#places.set(value, place);
    return place;
  }

  values(): IterableIterator<string> {
    return this.#places.keys();
  }
}
