import type { RefusalRule } from './codes/refusal-rules.ts';

/**
 * A fault of something that was sent: an event, a subscription, a document of access. `pointer` is a JSON Pointer
 * from its root, such as `/data/period`.
 */
export interface Fault<Rule extends string = RefusalRule> {
  /** Place of the event in a push; 0 for a single event. */
  readonly index?: number;
  readonly pointer: string;
  /** Stable kebab-case name of the violated rule. */
  readonly rule: Rule;
  /** Plain English, with the shortened value. */
  readonly message: string;
  /** Correction in plain English. */
  readonly fix: string;
}

/** Receives a fault from a check. */
export type Report = (pointer: string, rule: RefusalRule, message: string, fix: string) => void;

/** Bounds the faults of something hostile. */
export const MOST_FAULTS = 100;

/** Distinct faults in order, at most {@link MOST_FAULTS}. */
export class FaultList<Rule extends string = RefusalRule> {
  readonly faults: Fault<Rule>[] = [];
  readonly #seen = new Set<string>();

  /** Gives undefined, as the value of what is wrong. */
  readonly report = (pointer: string, rule: Rule, message: string, fix: string): undefined => {
    const name = `${rule} ${pointer}`;
    if (this.full || this.#seen.has(name)) return undefined;
    this.#seen.add(name);
    this.faults.push({ pointer, rule, message, fix });
    return undefined;
  };

  get full(): boolean {
    return this.faults.length >= MOST_FAULTS;
  }

  /** Whether a fault exists at the pointer, inside or around its member. */
  touches(pointer: string): boolean {
    return this.faults.some(
      (fault) =>
        fault.pointer === pointer ||
        pointer.startsWith(`${fault.pointer}/`) ||
        fault.pointer.startsWith(`${pointer}/`),
    );
  }
}

const SHOWN = 60;

/** A value for a message: shortened JSON that is safe to print. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'number' && !Number.isFinite(value)) return 'a number out of range';
  if (typeof value !== 'string') return String(value);
  const cut = value.length > SHOWN ? `${value.slice(0, SHOWN)}...` : value;
  return JSON.stringify(cut.toWellFormed());
}

/** One escaped step of a JSON Pointer. */
export function pointerStep(name: string | number): string {
  if (typeof name === 'number') return `/${String(name)}`;
  const cut = name.length > SHOWN ? `${name.slice(0, SHOWN)}...` : name;
  return `/${cut.toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
