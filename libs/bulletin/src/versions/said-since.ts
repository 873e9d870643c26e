import { LANGUAGES } from '@silkgauge/codelists';
import type { Bulletin, Correction } from '../bulletin.ts';
import { sentencesIn } from './told-parts.ts';

/** Finds out since when the sentences that a version takes back were said in a row: older versions say it, newest first. */
export class SaidSince {
  readonly #made: Bulletin;
  readonly #since = new Map<string, string>();
  #open: readonly Correction[];

  /** @param made a version that follows the one before at once: what it takes back was said there */
  constructor(made: Bulletin) {
    this.#made = made;
    this.#open = made.corrections.filter(({ version }) => version === made.version);
  }

  /** Whether the next older version may say some of it, too. */
  get isOpen(): boolean {
    return this.#open.length > 0;
  }

  /** Takes the next older version. */
  take(older: Bulletin): void {
    this.#open = this.#open.filter((item) => isSaidIn(older, item));
    for (const { id } of this.#open) this.#since.set(id, older.knownAt);
  }

  /** The version, its own items dated by what was taken. */
  get dated(): Bulletin {
    const made = this.#made;
    const corrections = made.corrections.map((item) => {
      const since = item.version === made.version ? this.#since.get(item.id) : undefined;
      return since === undefined ? item : { ...item, said: { ...item.said, since } };
    });
    return { ...made, corrections };
  }
}

const isSaidIn = (version: Bulletin, { id, said }: Correction): boolean =>
  LANGUAGES.codes.every((language) =>
    sentencesIn(version, language).some((sentence) => sentence.id === id && sentence.text === said[language]),
  );
