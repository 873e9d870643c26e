import { firstWhere } from '../number/interval-union.ts';
import { getOrAdd } from '../period/memoized.ts';
import type { FigureIdentity } from './figure.ts';
import type { Print } from './parsed-print.ts';
import { comparePrints, compareText } from './print-order.ts';

/** Different prints of one figure that are weighed, in the order of prints; the others are evidence alone. */
export const MOST_WEIGHED = 500;

/**
 * Prints of one figure that say the same: equal digits, unit, status and kind. They count as one print, the
 * first of them, with the publications of all.
 */
export class AlikePrints {
  readonly #prints: Print[];

  constructor(only: Print) {
    this.#prints = [only];
  }

  /** Earliest publication first, of one instant in the order of prints; never empty. */
  get prints(): readonly Print[] {
    return this.#prints;
  }

  /** The print that the others repeat. */
  get first(): Print {
    return this.#prints[0] as Print;
  }

  /** The first in the order of prints. */
  get best(): Print {
    const { publishedUntil } = this.#prints.at(-1) as Print;
    return this.#prints[this.firstSince(publishedUntil)] as Print;
  }

  /** Index of the first print that was published at an instant or after it. */
  firstSince(instant: string): number {
    return firstWhere(this.#prints, ({ publishedUntil }) => publishedUntil >= instant);
  }

  /** The prints that only their identity orders behind or before another one of its source, equal status rank and kind. */
  besides({ publishedUntil, fineness, figure: { source } }: Print): readonly Print[] {
    const place = (print: Print): number =>
      compareText(print.publishedUntil, publishedUntil) ||
      fineness - print.fineness ||
      compareText(print.figure.source, source);
    const from = firstWhere(this.#prints, (print) => place(print) >= 0);
    return this.#prints.slice(
      from,
      firstWhere(this.#prints, (print) => place(print) > 0),
    );
  }

  add(print: Print): void {
    const at = firstWhere(this.#prints, (other) => compareTimes(other, print) >= 0);
    this.#prints.splice(at, 0, print);
  }

  /** Removes a print that is there; returns how many are left. */
  remove(print: Print): number {
    this.#prints.splice(
      firstWhere(this.#prints, (other) => compareTimes(other, print) >= 0),
      1,
    );
    return this.#prints.length;
  }
}

/** The order in which alike prints came out: a later one repeats those before it. */
export function compareTimes(a: Print, b: Print): number {
  return compareText(a.publishedUntil, b.publishedUntil) || comparePrints(a, b);
}

/** What the prints of one unit say. */
export class PrintsOfUnit {
  readonly #alike: AlikePrints[] = [];
  /** How many ways of saying have these digits. */
  readonly #digits = new Map<string, number>();
  /** Readings of all different digits. */
  readings = 0;

  /** In the order of their first prints. */
  get alike(): readonly AlikePrints[] {
    return this.#alike;
  }

  place(alike: AlikePrints): void {
    const at = firstWhere(this.#alike, ({ first }) => comparePrints(first, alike.first) > 0);
    this.#alike.splice(at, 0, alike);
  }

  take({ first }: AlikePrints): void {
    const at = firstWhere(this.#alike, (other) => comparePrints(other.first, first) >= 0);
    this.#alike.splice(at, 1);
  }

  count({ digits, readings }: Print, by: 1 | -1): void {
    const ways = (this.#digits.get(digits) ?? 0) + by;
    if (ways === 0) this.#digits.delete(digits);
    else this.#digits.set(digits, ways);
    if (ways === 0 || (ways === 1 && by === 1)) this.readings += by * readings.length;
  }
}

const NOTHING = new PrintsOfUnit();

/** The prints of one figure by what they say. Prints of different units are not compared. */
export class DifferentPrints {
  readonly #bySaying = new Map<string, AlikePrints>();
  readonly #byUnit = new Map<string, PrintsOfUnit>();
  readonly #byName = new Map<string, Print>();

  constructor(prints: readonly Print[]) {
    // The last of the order are most often the earliest, which are added fastest.
    for (const print of prints.toReversed()) this.add(print);
  }

  /** How many different ones there are, of all units. */
  get size(): number {
    return this.#bySaying.size;
  }

  inUnit(unit: string): PrintsOfUnit {
    return this.#byUnit.get(unit) ?? NOTHING;
  }

  find(identity: FigureIdentity): Print | undefined {
    return this.#byName.get(nameOf(identity));
  }

  /** What the others say where these are taken away: the first prints of all units. */
  without(figures: readonly FigureIdentity[]): readonly Print[] {
    const taken = new Map<string, number>();
    for (const print of figures.flatMap((figure) => this.find(figure) ?? [])) {
      const saying = sayingOf(print);
      taken.set(saying, (taken.get(saying) ?? 0) + 1);
    }
    return [...this.#bySaying].flatMap(([saying, { first, prints }]) =>
      prints.length > (taken.get(saying) ?? 0) ? [first] : [],
    );
  }

  /** Adds a print of a new identity; false for a print that says the same as one before it. */
  add(print: Print): boolean {
    this.#byName.set(nameOf(print.figure), print);
    const saying = sayingOf(print);
    const ofUnit = getOrAdd(this.#byUnit, unitOf(print), () => new PrintsOfUnit());
    const alike = this.#bySaying.get(saying);
    if (!alike) {
      const added = new AlikePrints(print);
      this.#bySaying.set(saying, added);
      ofUnit.place(added);
      ofUnit.count(print, 1);
      return true;
    }
    const isFirst = compareTimes(print, alike.first) < 0;
    if (isFirst) ofUnit.take(alike);
    alike.add(print);
    if (isFirst) ofUnit.place(alike);
    return isFirst;
  }

  /** Removes a print that is there. */
  remove(print: Print): void {
    this.#byName.delete(nameOf(print.figure));
    const saying = sayingOf(print);
    const ofUnit = this.inUnit(unitOf(print));
    const alike = this.#bySaying.get(saying);
    if (!alike) return;
    const isFirst = alike.first === print;
    if (isFirst) ofUnit.take(alike);
    if (alike.remove(print) === 0) {
      this.#bySaying.delete(saying);
      ofUnit.count(print, -1);
      if (ofUnit.alike.length === 0) this.#byUnit.delete(unitOf(print));
    } else if (isFirst) ofUnit.place(alike);
  }
}

/** Unit in which a print is compared: all growth is read in percent. */
export const unitOf = ({ figure: { measure, unit } }: Print): string =>
  measure === 'growth' ? 'percent' : unit;

const sayingOf = (print: Print): string =>
  [unitOf(print), print.status, print.kindRank, print.digits].join('\0');

const nameOf = ({ source, id }: FigureIdentity): string => `${source}\0${id}`;
