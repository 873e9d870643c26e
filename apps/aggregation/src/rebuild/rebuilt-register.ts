import { RegisterBuffer } from '@silkgauge/decisions';
import { appendRegistered, findRegistered, type Queryable, type RegisterKind } from '@silkgauge/read-model';

/** Document of a notice that the log lacks. */
const NEVER = { withdrawn: true, data: null };

/** Keys per flush. */
const PAGE = 500;

/** `RebuiltStates` for registers: each differing key gets the version after its last. */
export class RebuiltRegister {
  readonly #kind: RegisterKind;
  readonly #live: Queryable;
  readonly #beside: Queryable;
  readonly #waiting: string[] = [];
  #changes = 0;

  constructor(kind: RegisterKind, live: Queryable, beside: Queryable) {
    this.#kind = kind;
    this.#live = live;
    this.#beside = beside;
  }

  /** Versions written so far. */
  get changes(): number {
    return this.#changes;
  }

  async restate(key: string): Promise<void> {
    this.#waiting.push(key);
    if (this.#waiting.length >= PAGE) await this.flush();
  }

  async flush(): Promise<void> {
    const keys = this.#waiting.splice(0);
    const live = await findRegistered(this.#live, this.#kind, keys);
    const beside = await findRegistered(this.#beside, this.#kind, keys);
    const rebuilt = new Map(beside.map((row) => [row.key, row]));
    const buffer = new RegisterBuffer(live);
    for (const key of keys) {
      const said = rebuilt.get(key);
      const before = buffer.present(this.#kind, key);
      if (!said?.document && !before?.document) continue;
      buffer.revise(
        this.#kind,
        key,
        said?.document ?? neverSaid(this.#kind, before?.document ?? '{}'),
        said?.known_at ?? new Date(0),
      );
    }
    await appendRegistered(this.#live, buffer.changes);
    this.#changes += buffer.changes.length;
  }
}

/** Withdraws a notice without its content, and all else with it. */
function neverSaid(kind: RegisterKind, document: string): string {
  if (kind === 'notice') return JSON.stringify(NEVER);
  const gone = kind === 'order' ? { dropped: true } : { withdrawn: true };
  return JSON.stringify({ ...(JSON.parse(document) as object), ...gone });
}
