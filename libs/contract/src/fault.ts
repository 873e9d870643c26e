/** One thing wrong with an event. `pointer` is a JSON Pointer from the event's root, such as `/data/period`. */
export interface Fault {
  readonly pointer: string;
  /** Stable kebab-case name of the rule that was broken. */
  readonly rule: string;
  /** What is wrong, in plain English, with the value found (shortened). */
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
}

/** How a check tells what it found. */
export type Report = (pointer: string, rule: string, message: string, fix: string) => void;

/** A hostile event must not make a megabyte of faults out of a megabyte of text. */
export const MOST_FAULTS = 100;

/** Faults in the order found, at most {@link MOST_FAULTS} and each of them once. */
export class FaultList {
  readonly faults: Fault[] = [];
  readonly #seen = new Set<string>();

  readonly report: Report = (pointer, rule, message, fix) => {
    const name = `${rule} ${pointer}`;
    if (this.full || this.#seen.has(name)) return;
    this.#seen.add(name);
    this.faults.push({ pointer, rule, message, fix });
  };

  get full(): boolean {
    return this.faults.length >= MOST_FAULTS;
  }

  /** True when the member at the pointer, something inside it or something around it is at fault already. */
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

/** A value as a message shows it: JSON, shortened, safe to print. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'number' && !Number.isFinite(value)) return 'a number out of range';
  if (typeof value !== 'string') return String(value);
  const cut = value.length > SHOWN ? `${value.slice(0, SHOWN)}...` : value;
  return JSON.stringify(cut.toWellFormed());
}

/** One step of a JSON Pointer. */
export function pointerStep(name: string | number): string {
  if (typeof name === 'number') return `/${String(name)}`;
  const cut = name.length > SHOWN ? `${name.slice(0, SHOWN)}...` : name;
  return `/${cut.toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
