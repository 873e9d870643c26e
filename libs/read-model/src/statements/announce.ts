import type { Queryable } from '../read-model.ts';

/** Payload of a notification about waiting dead letters. */
export const LETTERS_WAIT = 'letters';

/**
 * Notifies listeners of committed sequences. Not for use inside the writing transaction: from NOTIFY to the
 * end of the commit, PostgreSQL serialises the commits of all notifying transactions on the server.
 */
export async function announce(db: Queryable, told: readonly string[]): Promise<void> {
  await db.query({
    name: 'announce',
    text: `select pg_notify('growth_change', told) from unnest($1::text[]) as told`,
    values: [told],
  });
}

/**
 * Announces commits of a process, one announcement at a time; later commits share the next one. A failed
 * announcement is not repeated, since listeners also poll.
 */
export class Announcer {
  readonly #announce: (told: readonly string[]) => Promise<void>;
  #last = 0n;
  #letters = false;
  #telling: Promise<void> | null = null;

  /** `announce` should not wait for the disk: a notification that a crash loses was heard by nobody. */
  constructor(announce: (told: readonly string[]) => Promise<void>) {
    this.#announce = announce;
  }

  /** Committed versions in order of sequence, and the number of committed dead letters. */
  tell(changes: readonly { readonly sequence: string }[], letters: number): void {
    if (changes.length === 0 && letters === 0) return;
    const last = BigInt(changes.at(-1)?.sequence ?? 0);
    if (last > this.#last) this.#last = last;
    if (letters > 0) this.#letters = true;
    this.#telling ??= this.#tellAll();
  }

  /** Resolves when no announcement is pending. */
  async settled(): Promise<void> {
    await this.#telling;
  }

  async #tellAll(): Promise<void> {
    for (let told = this.#take(); told.length > 0; told = this.#take())
      await this.#announce(told).catch(() => undefined);
    // No await lies between the empty take and this line, so no commit is missed.
    this.#telling = null;
  }

  #take(): string[] {
    const told = [...(this.#last > 0n ? [String(this.#last)] : []), ...(this.#letters ? [LETTERS_WAIT] : [])];
    this.#last = 0n;
    this.#letters = false;
    return told;
  }
}
