import { PRINTED_REASONS, type Step as AlertStep } from '@silkgauge/alerts';
import { PrintedJudge, readActiveSentences, RegisteredAlerts, activeSentence } from '@silkgauge/judging';
import type { WorldReader } from '@silkgauge/known';
import { readOrder, stateKey, type LogEntry, type Queryable } from '@silkgauge/read-model';
import type { Term } from '../../relay/relay-leader.ts';
import { NOTHING, type Decision, type DeskPart, type Step } from '../desk-part.ts';
import { FollowedOrders } from '../followed-orders.ts';
import { latestOf } from '../latest-of.ts';
import { readBecause } from '../read-because.ts';

/** Judges printed sentences where a state under them changes, and where one is registered. */
export class PrintedDesk implements DeskPart {
  readonly orders = new FollowedOrders('printed');
  readonly #db: Queryable;
  #judge: PrintedJudge;

  constructor({ db }: { readonly db: Queryable }) {
    this.#db = db;
    this.#judge = new PrintedJudge([], new RegisteredAlerts(db));
  }

  get isIdle(): boolean {
    return this.#judge.isIdle;
  }

  async open(position: string, term: Pick<Term, 'isOver'>): Promise<void> {
    const { sentences, unfollowed } = await readActiveSentences(this.#db, position, () => term.isOver);
    this.#judge = new PrintedJudge(sentences, new RegisteredAlerts(this.#db));
    this.orders.begin(unfollowed);
  }

  isTouchedBy(entry: LogEntry): boolean {
    return this.#namesOf(entry).length > 0;
  }

  async decide(step: Step, known: WorldReader): Promise<Decision> {
    const [first] = step.entries;
    if (first?.kind === 'order') {
      const name = this.orders.nameIn(first);
      return name === null ? NOTHING : this.#decideOrder(name, first, step.until, known);
    }
    const names = step.entries.flatMap((entry) => this.#namesOf(entry));
    if (!first || names.length === 0) return NOTHING;
    let because: Promise<AlertStep> | null = null;
    const stepOf = (): Promise<AlertStep> => (because ??= this.#because(first, step));
    const versions = await this.#judge.judgeChanged(names, stepOf, known);
    return { versions, settle: () => undefined };
  }

  #namesOf(entry: LogEntry): readonly string[] {
    if (entry.kind === null) return [...this.#judge.using(stateKey(entry.key, entry.period))];
    const name = this.orders.nameIn(entry);
    return name === null ? [] : [name];
  }

  /** A sentence that is registered is judged by what is known then; the alert of a dropped one ends. */
  async #decideOrder(name: string, entry: LogEntry, until: string, known: WorldReader): Promise<Decision> {
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
        this.orders.follow(name);
      },
    };
  }

  async #because(first: LogEntry, { entries, until }: Step): Promise<AlertStep> {
    const because = await readBecause(this.#db, first, until);
    return { ...because, knownAt: latestOf(entries).toISOString() };
  }
}
