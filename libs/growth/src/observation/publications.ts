import { publishedUntil } from '../period/publication.ts';
import { DifferentPrints, MOST_WEIGHED, unitOf, type AlikePrints } from './alike-prints.ts';
import { Corrections } from './corrections.ts';
import type { Figure } from './figure.ts';
import type { Print } from './parsed-print.ts';

/** What is weighed of the prints of one figure once those of an instant were published. */
export interface Publication {
  readonly until: string;
  /** Best first. */
  readonly weighed: readonly AlikePrints[];
}

/**
 * The instants at which what is weighed of a figure changed, in order of publication; null after each print that
 * was only read, so that others may have their turn. Prints without a publication time are left out. A corrected
 * print counts until the print that corrects it was published.
 * @param prints of one figure in one unit, corrected ones included, in any order
 * @param correcting the prints of the period that name another one, in order of publication
 */
export function* publicationsOf(
  prints: readonly Print[],
  correcting: readonly Figure[],
): Generator<Publication | null, void, void> {
  const dated = prints.filter(({ fineness }) => fineness > 0);
  const [one] = dated;
  if (!one) return;
  const published = new PublishedPrints(dated);
  const arrivals = Map.groupBy(dated, (print) => print.publishedUntil);
  let corrections = 0;
  for (const until of [...arrivals.keys()].sort()) {
    for (
      let next = correcting[corrections];
      next && publishedUntil(next.publishedAt) <= until;
      next = correcting[(corrections += 1)]
    ) {
      published.correct(next);
      yield null;
    }
    for (const print of arrivals.get(until) ?? []) {
      published.add(print);
      yield null;
    }
    if (published.takeChange())
      yield { until, weighed: published.different.inUnit(unitOf(one)).alike.slice(0, MOST_WEIGHED) };
  }
}

/** The prints of one figure that were published by an instant which moves on. */
class PublishedPrints {
  readonly different = new DifferentPrints([]);
  readonly #corrections = new Corrections();
  readonly #prints: ReadonlyMap<string, Print>;
  #isChanged = false;

  constructor(all: readonly Print[]) {
    this.#prints = new Map(all.map((print) => [nameOf(print.figure), print]));
  }

  add(print: Print): void {
    if (this.#corrections.correctionOf(print.figure)) this.#corrections.setAside(print.figure);
    else if (this.different.add(print)) this.#isChanged = true;
  }

  correct(by: Figure): void {
    const { freed, named } = this.#corrections.begin(by);
    for (const figure of freed) this.#bringBack(figure);
    for (const { measure, corrects } of named) {
      const print = corrects && this.different.find(corrects);
      if (print?.figure.measure !== measure) continue;
      this.different.remove(print);
      this.#corrections.setAside(print.figure);
      this.#isChanged = true;
    }
  }

  #bringBack(figure: Figure): void {
    const print = this.#prints.get(nameOf(figure));
    if (print && this.different.add(print)) this.#isChanged = true;
  }

  /** Whether what the prints say changed since the last call. */
  takeChange(): boolean {
    const wasChanged = this.#isChanged;
    this.#isChanged = false;
    return wasChanged;
  }
}

const nameOf = ({ source, id }: Figure): string => `${source}\0${id}`;
