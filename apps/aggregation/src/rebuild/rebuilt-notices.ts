import { appendRegistered, findRegistered, type Queryable } from '@silkgauge/read-model';
import { RegisterBook } from '../register-book.ts';

/** What is told of a notice of which the log says nothing. */
const NEVER = '{"withdrawn":true,"data":null}';

/** Notices written at a time. */
const PAGE = 500;

/** As `RebuiltStates`, of notices: each that the log says otherwise gets the version after its last. */
export class RebuiltNotices {
  readonly #live: Queryable;
  readonly #beside: Queryable;
  readonly #waiting: string[] = [];
  #changes = 0;

  constructor(live: Queryable, beside: Queryable) {
    this.#live = live;
    this.#beside = beside;
  }

  /** Versions written so far. */
  get changes(): number {
    return this.#changes;
  }

  async restate(notice: string): Promise<void> {
    this.#waiting.push(notice);
    if (this.#waiting.length >= PAGE) await this.flush();
  }

  async flush(): Promise<void> {
    const keys = this.#waiting.splice(0);
    const live = await findRegistered(this.#live, 'notice', keys);
    const beside = await findRegistered(this.#beside, 'notice', keys);
    const rebuilt = new Map(beside.map((row) => [row.key, row]));
    const book = new RegisterBook(live);
    for (const key of keys) {
      const said = rebuilt.get(key);
      if (!said && !book.present('notice', key)) continue;
      book.revise('notice', key, said?.document ?? NEVER, said?.known_at ?? new Date(0));
    }
    await appendRegistered(this.#live, book.changes);
    this.#changes += book.changes.length;
  }
}
