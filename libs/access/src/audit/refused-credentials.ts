import { networkOf } from '../check/cidr.ts';
import type { AuditContent } from './chain.ts';

/** Milliseconds between two entries of one subject. */
const INTERVAL = 60_000;
/** Subjects in that time; those beyond share one entry, as whoever asks decides how many there are. */
const MOST_SUBJECTS = 100;

const OTHERS: AuditContent = {
  actor: {},
  action: 'credential.refused',
  target: 'others',
  outcome: 'refused',
};

/** Tells the audit once a minute of credentials that were refused: by the key that they name, or the network. */
export class RefusedCredentials {
  readonly #write: (content: AuditContent) => Promise<unknown>;
  readonly #timer: NodeJS.Timeout;
  #counts = new Map<string, { readonly content: AuditContent; count: number }>();

  constructor(write: (content: AuditContent) => Promise<unknown>, interval = INTERVAL) {
    this.#write = write;
    this.#timer = setInterval(() => void this.tell(), interval).unref();
  }

  /** A credential was refused; `key` is the id that it names, undefined for one that names none. */
  note(key: string | undefined, address: string): void {
    const network = networkOf(address);
    const target = key === undefined ? `network/${network}` : `key/${key}`;
    const known = this.#counts.get(target) ?? this.#counts.get(this.#name(target));
    if (known) known.count += 1;
    else {
      const name = this.#name(target);
      const actor = { ...(key !== undefined && { key }), address: network };
      this.#counts.set(name, { content: name === target ? { ...OTHERS, actor, target } : OTHERS, count: 1 });
    }
  }

  /** Writes an entry for each subject. From the first that cannot be written, the rest of the minute is left out. */
  async tell(): Promise<void> {
    const told = [...this.#counts.values()];
    this.#counts = new Map();
    try {
      for (const { content, count } of told) await this.#write({ ...content, after: { count } });
    } catch {
      // The metric of decisions has counted them.
    }
  }

  /** Tells what is left, and no more afterwards. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.tell();
  }

  #name(target: string): string {
    return this.#counts.size < MOST_SUBJECTS ? target : OTHERS.target;
  }
}
