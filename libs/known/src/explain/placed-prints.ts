import { printedSideOf, type Figure, type FigureIdentity } from '@silkgauge/growth';
import type { PrintedEvidence } from '@silkgauge/read-model';

/** A print, the state that it is of (`<series key>/<period>`), and its side there; null for one that no state shows. */
export interface PlacedPrint {
  readonly one: PrintedEvidence;
  readonly figure: Figure;
  readonly key: string;
  readonly state: string;
  readonly side: string | null;
}

/** Prints by the sides of states, those of a side in order of decision. */
export class PlacedPrints {
  readonly #byState = new Map<string, Map<string | null, PlacedPrint[]>>();
  readonly #byName = new Map<string, PlacedPrint>();

  /** Adds a print of a series that was decided last, or puts it in place of the same one. */
  set(key: string, one: PrintedEvidence): void {
    const figure = one.print;
    const placed = { one, figure, key, state: `${key}/${figure.period}`, side: printedSideOf(figure) };
    const name = nameOf(figure);
    const before = this.#byName.get(name);
    this.#byName.set(name, placed);
    const sides = this.#byState.get(placed.state) ?? new Map<string | null, PlacedPrint[]>();
    this.#byState.set(placed.state, sides);
    const prints = sides.get(placed.side) ?? [];
    sides.set(placed.side, prints);
    if (before) prints.splice(prints.indexOf(before), 1, placed);
    else prints.push(placed);
  }

  /** Takes a print out, as if the print had not come. */
  remove(identity: FigureIdentity): void {
    const name = nameOf(identity);
    const placed = this.#byName.get(name);
    if (!placed) return;
    this.#byName.delete(name);
    const prints = this.#byState.get(placed.state)?.get(placed.side) ?? [];
    prints.splice(prints.lastIndexOf(placed), 1);
  }

  named(identity: FigureIdentity): PlacedPrint | undefined {
    return this.#byName.get(nameOf(identity));
  }

  /** The prints that are of the side of a print. */
  beside({ state, side }: PlacedPrint): readonly PlacedPrint[] {
    return this.#byState.get(state)?.get(side) ?? [];
  }

  /** The prints of these sides and all of one state, those of each side once. */
  listsOf(
    sides: Iterable<Pick<PlacedPrint, 'state' | 'side'>>,
    own: string,
  ): ReadonlySet<readonly PlacedPrint[]> {
    const lists = new Set<readonly PlacedPrint[]>(this.#byState.get(own)?.values() ?? []);
    for (const { state, side } of sides) {
      const prints = this.#byState.get(state)?.get(side);
      if (prints) lists.add(prints);
    }
    return lists;
  }
}

export const nameOf = ({ source, id }: FigureIdentity): string => `${source}\0${id}`;
