import { networkOf } from '../check/cidr.ts';
import type { AuditContent } from './chain.ts';

/** Milliseconds between two entries of one subject. */
const INTERVAL = 60_000;
/** Turns of that length after which all that was counted is told, allowance or not. */
const TURNS_OF_ALL = 60;
const DAY = 86_400_000;
/** Unknown subjects in that time; those beyond share one entry, as whoever asks decides how many there are. */
const MOST_SUBJECTS = 100;
/** Entries of unknown subjects a day, and of each key that there is; what goes beyond is told once an hour. */
const MOST_UNKNOWN = 1_000;
const MOST_OF_KEY = 100;

const OTHERS: AuditContent = {
  actor: {},
  action: 'credential.refused',
  target: 'others',
  outcome: 'refused',
};

interface Counted {
  readonly content: AuditContent;
  /** Whether it is a key that there is. */
  readonly isKnown: boolean;
  count: number;
}

/**
 * Tells the audit once a minute of credentials that were refused: by the key that they name, or the network. The
 * audit is kept for ever, and anybody may be refused, so the entries of a day are bounded; the numbers in them are
 * whole. A key that there is has always an entry of its own.
 */
export class RefusedCredentials {
  readonly #write: (content: AuditContent) => Promise<unknown>;
  readonly #clock: () => number;
  readonly #timer: NodeJS.Timeout;
  #counts = new Map<string, Counted>();
  /** Unknown subjects among them, without those that share an entry. */
  #unknown = 0;
  #turn = 0;
  #day = 0;
  /** Entries of the day, of each known key by target, and of all unknown subjects under `OTHERS`. */
  readonly #told = new Map<string, number>();

  constructor(
    write: (content: AuditContent) => Promise<unknown>,
    {
      interval = INTERVAL,
      clock = Date.now,
    }: { readonly interval?: number; readonly clock?: () => number } = {},
  ) {
    this.#write = write;
    this.#clock = clock;
    this.#timer = setInterval(() => void this.tell(), interval).unref();
  }

  /** A credential was refused; `key` is the id that it names, undefined for one that names none. */
  note(key: string | undefined, address: string, isKnown: boolean): void {
    const network = networkOf(address);
    const target = key === undefined ? `network/${network}` : `key/${key}`;
    const name = isKnown || this.#counts.has(target) || this.#hasRoom() ? target : OTHERS.target;
    const known = this.#counts.get(name);
    if (known) {
      known.count += 1;
      return;
    }
    const actor = { ...(key !== undefined && { key }), address: network };
    const content = name === target ? { ...OTHERS, actor, target } : OTHERS;
    if (!isKnown && name === target) this.#unknown += 1;
    this.#counts.set(name, { content, isKnown, count: 1 });
  }

  /**
   * Writes an entry for each subject that has not had its entries of the day. From the first that cannot be written,
   * the rest of the turn is left out.
   */
  async tell(): Promise<void> {
    this.#turn += 1;
    const day = Math.floor(this.#clock() / DAY);
    if (day !== this.#day) this.#told.clear();
    this.#day = day;
    await this.#tell(this.#turn % TURNS_OF_ALL === 0);
  }

  /** Tells what is left, and no more afterwards. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#tell(true);
  }

  async #tell(isAll: boolean): Promise<void> {
    const before = [...this.#counts];
    this.#counts = new Map();
    const due = before.filter(([name, counted]) => {
      if (this.#isAllowed(name, counted) || isAll) return true;
      this.#counts.set(name, counted);
      return false;
    });
    this.#unknown = [...this.#counts].filter(
      ([name, { isKnown }]) => !isKnown && name !== OTHERS.target,
    ).length;
    try {
      for (const [, { content, count }] of due) await this.#write({ ...content, after: { count } });
    } catch {
      // The metric of decisions has counted them.
    }
  }

  /** Takes an entry from the allowance of a subject, if there is one left. */
  #isAllowed(name: string, { isKnown }: Counted): boolean {
    const of = isKnown ? name : OTHERS.target;
    const told = this.#told.get(of) ?? 0;
    if (told >= (isKnown ? MOST_OF_KEY : MOST_UNKNOWN)) return false;
    this.#told.set(of, told + 1);
    return true;
  }

  /** Whether one more unknown subject may have an entry of its own. */
  #hasRoom(): boolean {
    return this.#unknown < Math.min(MOST_SUBJECTS, MOST_UNKNOWN - (this.#told.get(OTHERS.target) ?? 0));
  }
}
