import type { NewVersion, RegisterChange, RegisterFloor, RegisterKind } from '@silkgauge/read-model';

interface Said extends Pick<NewVersion, 'version' | 'knownAt'> {
  /** Null where nothing is known but that the next version is above. */
  readonly document: string | null;
}

/** What is registered beside states as a transaction finds it, and the versions it will get: as `StateBuffer`, of whole documents. */
export class RegisterBuffer {
  readonly changes: NewVersion[] = [];
  readonly #present = new Map<string, Said>();

  constructor(rows: readonly (RegisterChange | RegisterFloor)[] = []) {
    for (const { kind, key, version, known_at, document } of rows)
      this.#present.set(`${kind} ${key}`, { version, knownAt: known_at ?? new Date(0), document });
  }

  /** Null where nothing was ever said. */
  present(kind: RegisterKind, key: string): Said | null {
    return this.#present.get(`${kind} ${key}`) ?? null;
  }

  /** Returns whether it says something new: a version more, whose `knownAt` never falls. */
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
