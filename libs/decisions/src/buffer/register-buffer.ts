import type { NewVersion, RegisterChange, RegisterFloor, RegisterKind } from '@silkgauge/read-model';

interface Said extends Pick<NewVersion, 'version' | 'knownAt'> {
  /** Null if only a lower bound of the next version is known. */
  readonly document: string | null;
}

/** Notices and claims as a transaction finds them, and their new versions; see `StateBuffer`. */
export class RegisterBuffer {
  readonly changes: NewVersion[] = [];
  readonly #present = new Map<string, Said>();

  constructor(rows: readonly (RegisterChange | RegisterFloor)[] = []) {
    for (const { kind, key, version, known_at, document } of rows)
      this.#present.set(`${kind} ${key}`, { version, knownAt: known_at ?? new Date(0), document });
  }

  /** Null for an unknown key. */
  present(kind: RegisterKind, key: string): Said | null {
    return this.#present.get(`${kind} ${key}`) ?? null;
  }

  /** Adds a version for a new document; false for an unchanged one. `knownAt` of a key never falls. */
  revise(kind: RegisterKind, key: string, document: string, knownAt: Date): boolean {
    const before = this.present(kind, key);
    if (before?.document === document) return false;
    const version = (before?.version ?? 0) + 1;
    const said = {
      version,
      document,
      knownAt: before && before.knownAt > knownAt ? before.knownAt : knownAt,
    };
    this.#present.set(`${kind} ${key}`, said);
    this.changes.push({ kind, key, ...said });
    return true;
  }
}
