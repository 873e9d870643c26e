import { PRINTED_REASONS, type Step as AlertStep } from '@silkgauge/alerts';
import { ORDER_PREFIX } from '@silkgauge/contract';
import { PrintedJudge, readActiveSentences, RegisteredAlerts, activeSentence } from '@silkgauge/judging';
import type { WorldReader } from '@silkgauge/known';
import { readOrder, stateKey, type LogEntry, type Queryable } from '@silkgauge/read-model';
import type { Term } from '../../relay/relay-leader.ts';
import { NOTHING, type Decision, type DeskPart, type Step } from '../desk-part.ts';
import { latestOf } from '../latest-of.ts';
import { readBecause } from '../read-because.ts';

const ORDERS = ORDER_PREFIX.printed;

/** Judges printed sentences where a state under them changes, and where one is registered. */
export class PrintedDesk implements DeskPart {
  readonly #db: Queryable;
  #unfollowed = new Map<string, string>();
  #judge: PrintedJudge;

  constructor({ db }: { readonly db: Queryable }) {
    this.#db = db;
    this.#judge = new PrintedJudge([], new RegisteredAlerts(db));
  }

  get isIdle(): boolean {
    return this.#judge.isIdle;
  }

  get unfollowed(): ReadonlyMap<string, string> {
    return this.#unfollowed;
  }

  async open(position: string, term: Pick<Term, 'isOver'>): Promise<void> {
    const { sentences, unfollowed } = await readActiveSentences(this.#db, position, () => term.isOver);
    this.#judge = new PrintedJudge(sentences, new RegisteredAlerts(this.#db));
    this.#unfollowed = new Map([...unfollowed].map(([name, reason]) => [ORDERS + name, reason]));
  }

  isTouchedBy(entry: LogEntry): boolean {
    return this.#namesOf(entry).length > 0;
  }

  async decide(step: Step, known: WorldReader): Promise<Decision> {
    const [first] = step.entries;
    if (first?.kind === 'order')
      return first.key.startsWith(ORDERS) ? this.#decideOrder(first, step.until, known) : NOTHING;
    const names = step.entries.flatMap((entry) => this.#namesOf(entry));
    if (!first || names.length === 0) return NOTHING;
    let because: Promise<AlertStep> | null = null;
    const stepOf = (): Promise<AlertStep> => (because ??= this.#because(first, step));
    const versions = await this.#judge.judgeChanged(names, stepOf, known);
    return { versions, settle: () => undefined };
  }

  #namesOf({ kind, key, period }: LogEntry): readonly string[] {
    if (kind === null) return [...this.#judge.using(stateKey(key, period))];
    return kind === 'order' && key.startsWith(ORDERS) ? [key.slice(ORDERS.length)] : [];
  }

  /** A sentence that is registered is judged by what is known then; the alert of a dropped one ends. */
  async #decideOrder(entry: LogEntry, until: string, known: WorldReader): Promise<Decision> {
    const name = entry.key.slice(ORDERS.length);
    const order = await readOrder(this.#db, 'printed', name, until);
    if (!order) return NOTHING;
    const { source, id, dropped } = order;
    const reason = PRINTED_REASONS[dropped ? 'dropped' : 'printed'];
    const step = { reason, causes: [{ source, id }], knownAt: entry.known_at.toISOString() };
    const active = dropped ? null : activeSentence(order);
    const versions = active
      ? await this.#judge.judgeRegistered(active, step, known)
      : await this.#judge.judgeDropped(name, step, known);
    return {
      versions,
      settle: () => {
        this.#judge.set(name, active);
        this.#unfollowed.delete(ORDERS + name);
      },
    };
  }

  async #because(first: LogEntry, { entries, until }: Step): Promise<AlertStep> {
    const because = await readBecause(this.#db, first, until);
    return { ...because, knownAt: latestOf(entries).toISOString() };
  }
}
