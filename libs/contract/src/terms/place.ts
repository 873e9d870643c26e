import type { RefusalRule } from '../codes/refusal-rules.ts';
import { pointerStep, shown, type FaultList } from '../fault.ts';
import { likelyName } from '../nearest-name.ts';
import { reportMissing, reportWrong, type SchemaNode } from '../schema-faults.ts';
import type { Terms } from '../vocabulary.ts';

/** Where in a body something is read, and the list that its faults go to. */
export class Place {
  readonly pointer: string;
  readonly faults: FaultList;
  readonly #isSecret: boolean;

  /** @param isSecret Whether a value may be a secret, which no fault shows. */
  constructor(pointer: string, faults: FaultList, isSecret = false) {
    this.pointer = pointer;
    this.faults = faults;
    this.#isSecret = isSecret;
  }

  member(name: string | number): Place {
    return new Place(this.pointer + pointerStep(name), this.faults, this.#isSecret);
  }

  /** The same place, whose values no fault shows. */
  secret(): Place {
    return new Place(this.pointer, this.faults, true);
  }

  report(rule: RefusalRule, message: string, fix: string): undefined {
    this.faults.report(this.pointer, rule, message, fix);
  }

  /** Refuses what is found here, in these terms. */
  wrong(found: unknown, terms: Terms): undefined {
    if (this.#isSecret) this.report(terms.rule, `Must be ${terms.must}.`, `Write ${terms.must}.`);
    else reportWrong(terms, found, this.pointer, this.faults);
  }

  /** Refuses an object without one of its members. */
  missing(name: string, properties: Readonly<Record<string, SchemaNode>>, found: object): undefined {
    // The name of an unknown member may be a secret.
    reportMissing(name, properties, this.#isSecret ? {} : found, this.pointer, this.faults);
  }

  /** Refuses a member that no reader knows. */
  unknown(name: string, known: readonly string[]): undefined {
    if (this.#isSecret)
      return this.report(
        'unknown-member',
        'A member is not known.',
        `Known members are ${known.join(', ')}.`,
      );
    const meant = likelyName(name, known);
    return this.member(name).report(
      'unknown-member',
      `${shown(name)} is no member here.`,
      meant === undefined ? `Known members are ${known.join(', ')}.` : `Write "${meant}".`,
    );
  }
}
