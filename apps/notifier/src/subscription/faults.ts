import { likelyName, pointerStep, shown, type FaultList } from '@silkgauge/contract';

/** The faults of a subscription, or of what is asked of one. */
export type Faults = FaultList<string>;

export type Members = Readonly<Record<string, unknown>>;

/** Reports members that are not known, each with the name that was probably meant. */
export function reportUnknown(
  found: Members,
  known: readonly string[],
  pointer: string,
  faults: Faults,
): void {
  for (const name of Object.keys(found)) {
    if (known.includes(name)) continue;
    const meant = likelyName(name, known);
    faults.report(
      pointer + pointerStep(name),
      'unknown-member',
      `${shown(name)} is no member here.`,
      meant === undefined ? `Known members are ${known.join(', ')}.` : `Write "${meant}".`,
    );
  }
}

export const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
