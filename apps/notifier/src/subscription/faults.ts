import { likelyName, MOST_FAULTS, pointerStep, shown } from '@silkgauge/contract';

/** A fault of a subscription. `pointer` is a JSON Pointer from its root, such as `/filters/0/exact`. */
export interface SubscriptionFault {
  readonly pointer: string;
  /** Stable kebab-case name of the violated rule. */
  readonly rule: string;
  readonly message: string;
  readonly fix: string;
}

export type Members = Readonly<Record<string, unknown>>;

/** Collects the faults of one subscription, at most {@link MOST_FAULTS}. */
export class Faults {
  readonly list: SubscriptionFault[] = [];

  /** Returns undefined, as the value of what is wrong. */
  add(pointer: string, rule: string, message: string, fix: string): undefined {
    if (this.list.length < MOST_FAULTS) this.list.push({ pointer, rule, message, fix });
    return undefined;
  }

  /** Reports members that are not known, each with the name that was probably meant. */
  unknownMembers(found: Members, known: readonly string[], pointer: string): void {
    for (const name of Object.keys(found)) {
      if (known.includes(name)) continue;
      const meant = likelyName(name, known);
      this.add(
        pointer + pointerStep(name),
        'unknown-member',
        `${shown(name)} is no member here.`,
        meant === undefined ? `Known members are ${known.join(', ')}.` : `Write "${meant}".`,
      );
    }
  }
}

export const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
