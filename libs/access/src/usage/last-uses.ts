import { KeyUsage } from '@silkgauge/contract';
import { Compile } from 'typebox/compile';

const VALIDATOR = Compile(KeyUsage);

/** The latest use of each key, out of what all processes tell. */
export class LastUses {
  readonly #latest = new Map<string, number>();

  /** Takes a record of the topic; false for a value that is none, or not of its record's key. */
  take(key: Buffer | null, value: Buffer | null): boolean {
    let usage: unknown;
    try {
      usage = JSON.parse(value?.toString() ?? '');
    } catch {
      return false;
    }
    if (!VALIDATOR.Check(usage) || key?.toString() !== usage.id) return false;
    const at = Date.parse(usage.at);
    if (Number.isNaN(at)) return false;
    this.#latest.set(usage.id, Math.max(at, this.#latest.get(usage.id) ?? at));
    return true;
  }

  /** The latest use as an instant; null where none is known. */
  of(id: string): string | null {
    const at = this.#latest.get(id);
    return at === undefined ? null : new Date(at).toISOString();
  }
}
