import type { CodeRelations } from '@silkgauge/growth';
import { TOTAL } from '../code-lists.ts';

/** `code` lies wholly in `other`, or has something in common with it. */
export interface CodeLink {
  readonly code: string;
  readonly relation: 'within' | 'overlaps';
  readonly other: string;
}

/** What the form of a code says it lies in. */
export interface FormRules {
  /** Of every code, registered or not. */
  readonly always?: (code: string) => string | undefined;
  /** Of codes that no register knows. */
  readonly unregistered?: (code: string) => string | undefined;
}

/**
 * Codes and what they have in common: a graph, not a tree. A code may lie in several others, and others may overlap
 * without one holding the other. Two codes that lie in each other are the same place. What follows from links follows:
 * where a city lies in a province and overlaps a customs district, province and district overlap.
 */
export class CodeGraph implements CodeRelations {
  readonly #within = new Map<string, string[]>();
  readonly #parts = new Map<string, string[]>();
  readonly #overlaps = new Map<string, string[]>();
  readonly #form: FormRules;
  readonly #wider = new Map<string, ReadonlySet<string>>();
  readonly #meets = new Map<string, ReadonlySet<string>>();

  /** @throws Error where a link names a code that is not registered. */
  constructor(codes: Iterable<string>, links: readonly CodeLink[], form: FormRules = {}) {
    this.#form = form;
    for (const code of codes) this.#within.set(code, []);
    for (const { code, relation, other } of links) {
      for (const end of [code, other])
        if (!this.#within.has(end))
          throw new Error(`${code} ${relation} ${other}: ${end} is in no register; add it there`);
      if (relation === 'within') {
        add(this.#within, code, other);
        add(this.#parts, other, code);
      } else {
        add(this.#overlaps, code, other);
        add(this.#overlaps, other, code);
      }
    }
  }

  /** Whether all of `narrow` lies in `wide`; every code lies in itself, and in the total. */
  contains(wide: string, narrow: string): boolean {
    return wide === TOTAL || this.#widerThan(narrow).has(wide);
  }

  /** Whether two codes have something in common and neither contains the other. */
  overlaps(a: string, b: string): boolean {
    return this.#meeting(a).has(b) && !this.contains(a, b) && !this.contains(b, a);
  }

  /** The codes that this one lies in by one step. */
  within(code: string): readonly string[] {
    const links = this.#within.get(code);
    const forms = [this.#form.always?.(code), links ? undefined : this.#form.unregistered?.(code)];
    return [...(links ?? []), ...forms.filter((found) => found !== undefined)];
  }

  /** The registered codes that lie in this one by one step. */
  parts(code: string): readonly string[] {
    return this.#parts.get(code) ?? [];
  }

  /** The codes that are registered as overlapping this one. */
  overlapping(code: string): readonly string[] {
    return this.#overlaps.get(code) ?? [];
  }

  /** The code and all that it lies in. */
  #widerThan(code: string): ReadonlySet<string> {
    return memoized(this.#wider, code, () => {
      const found = new Set([code]);
      for (const each of found) for (const wider of this.within(each)) found.add(wider);
      return found;
    });
  }

  /** All codes that the code has something in common with, but those by their form that lie in it. */
  #meeting(code: string): ReadonlySet<string> {
    return memoized(this.#meets, code, () => {
      const found = new Set<string>();
      const inside = [...this.#within.keys()].filter((each) => this.#widerThan(each).has(code));
      for (const part of new Set([code, ...inside]))
        for (const met of [part, ...this.overlapping(part)])
          for (const wider of this.#widerThan(met)) found.add(wider);
      return found;
    });
  }
}

/** Strangers may bring any number of codes that are in no register. */
const MOST_REMEMBERED = 10_000;

function memoized<Value>(known: Map<string, Value>, code: string, find: () => Value): Value {
  const before = known.get(code);
  if (before !== undefined) return before;
  const found = find();
  if (known.size >= MOST_REMEMBERED) known.clear();
  known.set(code, found);
  return found;
}

function add(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
