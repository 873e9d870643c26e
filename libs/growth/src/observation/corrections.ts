import { firstWhere } from '../number/interval-union.ts';
import { getOrAdd } from '../period/memoized.ts';
import type { Figure, FigureIdentity } from './figure.ts';

/**
 * The prints of one series and period that take the place of others, and the prints that others took the
 * place of. A print acts on prints of its own measure alone; prints that correct one another in a circle
 * correct nothing within it. Whether a print is corrected does not depend on the order of arrival.
 */
export class Corrections {
  /** By name: every print that names another one, whether there or not. */
  readonly #correcting = new Map<string, Figure>();
  /** By name of a print, there or not: the names of those that name it, sorted. */
  readonly #naming = new Map<string, string[]>();
  /** The names of the correcting prints that correct one another in a circle. */
  readonly #circular = new Set<string>();
  /** By name: the prints that are corrected. */
  readonly #corrected = new Map<string, Figure>();
  /** Names of prints that are corrected, whether there or not, and the print that corrects each. */
  readonly #corrections = new Map<string, Figure>();

  /** The prints that are corrected by this one, by those in a circle with it, or would be without the circle. */
  peersOf(figure: Figure): readonly Figure[] {
    const around = this.#circular.has(nameOf(figure)) ? this.#walk(nameOf(figure)) : [];
    const targets = [targetOf(figure), ...around];
    return targets.flatMap((name) => {
      const corrected = name === undefined ? undefined : this.#corrected.get(name);
      const peer = corrected ?? (name === undefined ? undefined : this.#correcting.get(name));
      return peer ?? [];
    });
  }

  get corrected(): Iterable<Figure> {
    return this.#corrected.values();
  }

  get isEmpty(): boolean {
    return this.#correcting.size === 0 && this.#corrected.size === 0;
  }

  isSetAside(figure: Figure): boolean {
    return this.#corrected.has(nameOf(figure));
  }

  /** The print that takes the place of this one; undefined for a print that is not corrected. */
  correctionOf(figure: Figure): Figure | undefined {
    return this.#corrections.get(nameOf(figure));
  }

  /** Every print that names another one, whether there or not. */
  get correcting(): Iterable<Figure> {
    return this.#correcting.values();
  }

  setAside(figure: Figure): void {
    this.#corrected.set(nameOf(figure), figure);
  }

  /** Removes a corrected print; false if the print is not there. */
  remove(figure: Figure): boolean {
    return this.#corrected.delete(nameOf(figure));
  }

  /** Adds a correcting print; returns what changes by it. */
  begin(figure: Figure): CorrectionChange {
    const [name, target] = [nameOf(figure), targetOf(figure)];
    if (target === undefined || this.#correcting.has(name)) return NO_CHANGE;
    this.#correcting.set(name, figure);
    const naming = getOrAdd(this.#naming, target, () => []);
    naming.splice(
      firstWhere(naming, (other) => other >= name),
      0,
      name,
    );
    // A print that none names is in no circle.
    const around = this.#naming.has(name) ? this.#walk(name) : [];
    const isCircle = around.at(-1) === name;
    if (isCircle) for (const one of around) this.#circular.add(one);
    return this.#settle(isCircle ? around : [target]);
  }

  /** Removes a correcting print; returns what changes by it. */
  end(figure: Figure): CorrectionChange {
    const [name, target] = [nameOf(figure), targetOf(figure)];
    if (target === undefined || !this.#correcting.has(name)) return NO_CHANGE;
    const around = this.#circular.has(name) ? this.#walk(name) : [target];
    this.#correcting.delete(name);
    const naming = this.#naming.get(target) ?? [];
    naming.splice(
      firstWhere(naming, (other) => other >= name),
      1,
    );
    if (naming.length === 0) this.#naming.delete(target);
    if (this.#circular.has(name)) for (const one of around) this.#circular.delete(one);
    return this.#settle(around);
  }

  /** The names that a correcting print leads to, each once; the last is its own in a circle. */
  #walk(name: string): readonly string[] {
    const seen = new Set<string>();
    for (let at = this.#next(name); at !== undefined && !seen.has(at); at = this.#next(at)) {
      seen.add(at);
      if (at === name) break;
    }
    return [...seen];
  }

  #next(name: string): string | undefined {
    const figure = this.#correcting.get(name);
    return figure && targetOf(figure);
  }

  /** Finds anew what corrects the prints of these names: of those that name one the first, by name, in no circle. */
  #settle(names: readonly string[]): CorrectionChange {
    const [freed, named]: [Figure[], Figure[]] = [[], []];
    for (const name of names) {
      const first = this.#naming.get(name)?.find((one) => !this.#circular.has(one));
      const by = first === undefined ? undefined : this.#correcting.get(first);
      if (by) {
        if (!this.#corrections.has(name)) named.push(by);
        this.#corrections.set(name, by);
        continue;
      }
      this.#corrections.delete(name);
      const corrected = this.#corrected.get(name);
      if (corrected && this.remove(corrected)) freed.push(corrected);
    }
    return { freed, named };
  }
}

export interface CorrectionChange {
  /** The prints that are corrected no longer, removed from here. */
  readonly freed: readonly Figure[];
  /** The prints that newly correct the print that each names. */
  readonly named: readonly Figure[];
}

const NO_CHANGE: CorrectionChange = { freed: [], named: [] };

/** The print that a correction of a figure names, as a name; undefined for a figure that corrects nothing. */
const targetOf = ({ measure, corrects }: Figure): string | undefined =>
  corrects && nameOf({ measure, ...corrects });

const nameOf = ({ measure, source, id }: FigureIdentity & Pick<Figure, 'measure'>): string =>
  `${measure}\0${source}\0${id}`;
