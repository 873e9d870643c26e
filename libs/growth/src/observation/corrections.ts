import type { Figure, FigureIdentity } from './figure.ts';

/**
 * The prints of one series and period that take the place of others, and the prints that others took the
 * place of. A print acts on prints of its own measure alone; prints that correct one another in a circle
 * correct nothing within it. Whether a print is corrected does not depend on the order of arrival.
 */
export class Corrections {
  /** By name: every print that names another one, whether there or not. */
  readonly #correcting = new Map<string, Figure>();
  /** By name: the prints that are corrected. */
  readonly #corrected = new Map<string, Figure>();
  /** Names of prints that are corrected, whether there or not, and the print that corrects each. */
  #corrections: ReadonlyMap<string, Figure> = new Map<string, Figure>();

  /** The prints that correct others and the prints that are corrected, of one measure. */
  peersOf({ measure }: Figure): readonly Figure[] {
    const all = new Set([...this.#correcting.values(), ...this.#corrected.values()]);
    return [...all].filter((one) => one.measure === measure);
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

  /** Whether a print is corrected by those of the prints for which `isKnown` holds. */
  asOf(isKnown: (figure: Figure) => boolean): (figure: Figure) => boolean {
    const found = correctionsAmong(new Map([...this.#correcting].filter(([, one]) => isKnown(one))));
    return (figure) => found.has(nameOf(figure));
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
    this.#correcting.set(nameOf(figure), figure);
    return this.#settle();
  }

  /** Removes a correcting print; returns what changes by it. */
  end(figure: Figure): CorrectionChange {
    return this.#correcting.delete(nameOf(figure)) ? this.#settle() : NO_CHANGE;
  }

  #settle(): CorrectionChange {
    const before = this.#corrections;
    this.#corrections = correctionsAmong(this.#correcting);
    const freed = [...this.#corrected].flatMap(([name, one]) => (this.#corrections.has(name) ? [] : [one]));
    for (const one of freed) this.remove(one);
    return { freed, named: [...this.#corrections].flatMap(([name, by]) => (before.has(name) ? [] : [by])) };
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

/** The names of the prints that these prints correct, each with the first print by identity that does. */
function correctionsAmong(correcting: ReadonlyMap<string, Figure>): ReadonlyMap<string, Figure> {
  const circles = circlesIn(correcting);
  const found = new Map<string, Figure>();
  for (const name of [...correcting.keys()].sort()) {
    const figure = correcting.get(name);
    const target = figure && targetOf(figure);
    if (!figure || target === undefined || found.has(target)) continue;
    if (!circles.has(name)) found.set(target, figure);
  }
  return found;
}

/** The names on circles. Each print names one other, so a walk along the names meets one circle at most. */
function circlesIn(correcting: ReadonlyMap<string, Figure>): ReadonlySet<string> {
  const circles = new Set<string>();
  const walkOf = new Map<string, number>();
  let walk = 0;
  for (const start of correcting.keys()) {
    walk += 1;
    let at: string | undefined = start;
    while (at !== undefined && !walkOf.has(at)) {
      walkOf.set(at, walk);
      at = nextOf(correcting, at);
    }
    if (at === undefined || walkOf.get(at) !== walk) continue;
    for (let on: string | undefined = at; on !== undefined && !circles.has(on); on = nextOf(correcting, on))
      circles.add(on);
  }
  return circles;
}

function nextOf(correcting: ReadonlyMap<string, Figure>, name: string): string | undefined {
  const figure = correcting.get(name);
  return figure && targetOf(figure);
}
