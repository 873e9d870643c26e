import type { Queryable } from '../read-model.ts';

/** Told beside the sequences of changes: dead letters wait. */
export const LETTERS_WAIT = 'letters';

/**
 * Tells whoever listens that something was committed. Never inside the transaction it tells of: from a notification to the end of the
 * commit PostgreSQL lets no other transaction with one commit, on the whole server.
 */
export async function announce(db: Queryable, told: readonly string[]): Promise<void> {
  await db.query({
    name: 'announce',
    text: `select pg_notify('growth_change', told) from unnest($1::text[]) as told`,
    values: [told],
  });
}

/**
 * Tells of what a process committed, one announcement at a time: what is committed meanwhile is told with the next. What cannot be told,
 * because the process ends or the database is away, is not told again: whoever listens also looks from time to time.
 */
export class Announcer {
  readonly #announce: (told: readonly string[]) => Promise<void>;
  #last = 0n;
  #letters = false;
  #telling: Promise<void> | null = null;

  /** `announce` should wait for no disk: a notification that is lost in a crash was heard by nobody. */
  constructor(announce: (told: readonly string[]) => Promise<void>) {
    this.#announce = announce;
  }

  /** Versions that were committed, in order of sequence, and how many dead letters. */
  tell(changes: readonly { readonly sequence: string }[], letters: number): void {
    if (changes.length === 0 && letters === 0) return;
    const last = BigInt(changes.at(-1)?.sequence ?? 0);
    if (last > this.#last) this.#last = last;
    if (letters > 0) this.#letters = true;
    this.#telling ??= this.#tellAll();
  }

  /** Resolves when all that was committed is told, or cannot be. */
  async settled(): Promise<void> {
    await this.#telling;
  }

  async #tellAll(): Promise<void> {
    for (let told = this.#take(); told.length > 0; told = this.#take())
      await this.#announce(told).catch(() => undefined);
    // In the same turn in which nothing was left: what is committed from here on is told by another.
    this.#telling = null;
  }

  #take(): string[] {
    const told = [...(this.#last > 0n ? [String(this.#last)] : []), ...(this.#letters ? [LETTERS_WAIT] : [])];
    this.#last = 0n;
    this.#letters = false;
    return told;
  }
}
