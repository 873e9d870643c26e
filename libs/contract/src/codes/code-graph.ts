import type { CodeRelations } from '@silkgauge/growth';
import { TOTAL } from '../code-lists.ts';

/** `code` lies wholly within `other`, or overlaps `other`. */
export interface CodeLink {
  readonly code: string;
  readonly relation: 'within' | 'overlaps';
  readonly other: string;
}

/** Links that follow from the form of a code. */
export interface FormRules {
  /** For every code. */
  readonly always?: (code: string) => string | undefined;
  /** For codes outside the registers. */
  readonly unregistered?: (code: string) => string | undefined;
}

/**
 * A graph of codes by `within` and `overlaps`. A code may lie in several others, which may overlap; two codes
 * within each other are the same place. Links are transitive: the province of a city and a customs district
 * that overlaps the city overlap too.
 */
export class CodeGraph implements CodeRelations {
  readonly #within = new Map<string, string[]>();
  readonly #parts = new Map<string, string[]>();
  readonly #overlaps = new Map<string, string[]>();
  readonly #form: FormRules;
  readonly #wider = new Map<string, ReadonlySet<string>>();
  readonly #meets = new Map<string, ReadonlySet<string>>();

  /** @throws Error if a link names an unregistered code */
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

  /** Whether `narrow` lies in `wide`. Every code lies in itself and in the total. */
  contains(wide: string, narrow: string): boolean {
    return wide === TOTAL || this.#widerThan(narrow).has(wide);
  }

  /** Whether two codes overlap and neither contains the other. */
  overlaps(a: string, b: string): boolean {
    return this.#meeting(a).has(b) && !this.contains(a, b) && !this.contains(b, a);
  }

  /** Direct wider codes. */
  within(code: string): readonly string[] {
    const links = this.#within.get(code);
    const forms = [this.#form.always?.(code), links ? undefined : this.#form.unregistered?.(code)];
    return [...(links ?? []), ...forms.filter((found) => found !== undefined)];
  }

  /** Registered codes directly within the code. */
  parts(code: string): readonly string[] {
    return this.#parts.get(code) ?? [];
  }

  /** Codes with a registered overlap. */
  overlapping(code: string): readonly string[] {
    return this.#overlaps.get(code) ?? [];
  }

  /** The code and all wider codes. */
  #widerThan(code: string): ReadonlySet<string> {
    return memoized(this.#wider, code, () => {
      const found = new Set([code]);
      for (const each of found) for (const wider of this.within(each)) found.add(wider);
      return found;
    });
  }

  /** All codes with a common part, except unregistered codes within the code. */
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

/** Queries may contain any number of unregistered codes. */
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
