import {
  endPrinted,
  nextPrinted,
  PRINTED_REASONS,
  printedKey,
  type PrintedAlert,
  type StandingPrinted,
  type Step as AlertStep,
} from '@silkgauge/alerts';
import { ORDER_PREFIX, readPrinted } from '@silkgauge/contract';
import { readThrough, type WorldReader } from '@silkgauge/known';
import {
  inPages,
  readPrintedSentences,
  stateKey,
  type LogEntry,
  type NewVersion,
  type PrintedRow,
  type Queryable,
} from '@silkgauge/read-model';
import type { Term } from '../../relay/relay-leader.ts';
import { alertVersion, readKnownAlerts, type KnownAlerts } from '../alerts/alert-documents.ts';
import { later } from '../alerts/alert-step.ts';
import { NOTHING, type Decision, type DeskPart, type Step } from '../desk-part.ts';
import { latestOf } from '../latest-of.ts';
import { readBecause } from '../read-because.ts';
import { PrintedIndex } from './printed-index.ts';

const ORDERS = ORDER_PREFIX.printed;
/** Sentences per statement: one is up to 64 KiB. */
const AT_A_TIME = 50;

/** Judges printed sentences where a state under them changes, and where one is registered. */
export class PrintedDesk implements DeskPart {
  readonly #db: Queryable;
  readonly #unfollowed = new Map<string, string>();
  #index = new PrintedIndex();

  constructor({ db }: { readonly db: Queryable }) {
    this.#db = db;
  }

  get isIdle(): boolean {
    return this.#index.size === 0;
  }

  get unfollowed(): ReadonlyMap<string, string> {
    return this.#unfollowed;
  }

  async open(position: string, term: Pick<Term, 'isOver'>): Promise<void> {
    this.#index = new PrintedIndex();
    this.#unfollowed.clear();
    const read = (after: string | null) =>
      readPrintedSentences(this.#db, { names: null, after, asOf: position }, AT_A_TIME);
    for await (const rows of inPages(read, ({ printed }) => printed)) {
      if (term.isOver) return;
      for (const row of rows)
        try {
          this.#index.set(row.printed, standingPrinted(row));
        } catch (error) {
          this.#unfollowed.set(ORDERS + row.printed, String(error));
        }
    }
  }

  isTouchedBy(entry: LogEntry): boolean {
    return this.#namesOf(entry).length > 0;
  }

  async decide(step: Step, known: WorldReader): Promise<Decision> {
    const [first] = step.entries;
    if (first?.kind === 'order')
      return first.key.startsWith(ORDERS) ? this.#decideOrder(first, step.until, known) : NOTHING;
    const names = [...new Set(step.entries.flatMap((entry) => this.#namesOf(entry)))].sort();
    if (!first || names.length === 0) return NOTHING;
    const alerts = await this.#alertsOf(names);
    const versions: NewVersion[] = [];
    let because: Promise<AlertStep> | null = null;
    // Most changes make no version: why one is made is asked for those alone.
    const stepOf = (): Promise<AlertStep> => (because ??= this.#because(first, step));
    for (const name of names) {
      const standing = this.#index.get(name);
      const version = standing && (await this.#judge(standing, stepOf, false, known, alerts));
      if (version) versions.push(version);
    }
    return { versions, settle: () => undefined };
  }

  #namesOf({ kind, key, period }: LogEntry): readonly string[] {
    if (kind === null) return [...this.#index.using(stateKey(key, period))];
    return kind === 'order' && key.startsWith(ORDERS) ? [key.slice(ORDERS.length)] : [];
  }

  /** A sentence that is registered is judged by what is known then; the alert of a dropped one ends. */
  async #decideOrder(entry: LogEntry, until: string, known: WorldReader): Promise<Decision> {
    const name = entry.key.slice(ORDERS.length);
    const [order] = await readPrintedSentences(this.#db, { names: [name], after: null, asOf: until }, 1);
    if (!order) return NOTHING;
    const { source, id, dropped } = order;
    const reason = PRINTED_REASONS[dropped ? 'dropped' : 'printed'];
    const step = { reason, causes: [{ source, id }], knownAt: entry.known_at.toISOString() };
    const standing = dropped ? null : standingPrinted(order);
    const alerts = await this.#alertsOf([name]);
    const version = standing
      ? await this.#judge(standing, () => Promise.resolve(step), true, known, alerts)
      : await this.#end(name, step, known, alerts);
    return {
      versions: version ? [version] : [],
      settle: () => {
        this.#index.set(name, standing);
        this.#unfollowed.delete(ORDERS + name);
      },
    };
  }

  async #judge(
    standing: StandingPrinted,
    stepOf: () => Promise<AlertStep>,
    isOwnStep: boolean,
    known: WorldReader,
    { alerts, floors }: PrintedAlerts,
  ): Promise<NewVersion | null> {
    const before = alerts.get(printedKey(standing.sentence.printed)) ?? null;
    const next = (step: AlertStep): Promise<PrintedAlert | null> =>
      readThrough(known, (world) => nextPrinted({ standing, before, step, isOwnStep, world }));
    if (!(await next(ANY_STEP))) return null;
    const made = await next(behind(await stepOf(), before));
    return made && alertVersion(made, floors);
  }

  async #end(
    name: string,
    step: AlertStep,
    known: WorldReader,
    { alerts, floors }: PrintedAlerts,
  ): Promise<NewVersion | null> {
    const before = alerts.get(printedKey(name));
    if (!before) return null;
    const ended = await readThrough(known, (world) => endPrinted(before, behind(step, before), world));
    return ended && alertVersion(ended, floors);
  }

  async #because(first: LogEntry, { entries, until }: Step): Promise<AlertStep> {
    const because = await readBecause(this.#db, first, until);
    return { ...because, knownAt: latestOf(entries).toISOString() };
  }

  #alertsOf(names: readonly string[]): Promise<PrintedAlerts> {
    return readKnownAlerts<PrintedAlert>(this.#db, names.map(printedKey));
  }
}

type PrintedAlerts = KnownAlerts<PrintedAlert>;

const ANY_STEP: AlertStep = { reason: '', causes: [], knownAt: '' };

/** What is known never gets older within an alert. */
const behind = (step: AlertStep, before: PrintedAlert | null): AlertStep => ({
  ...step,
  knownAt: later(step.knownAt, before?.knownAt),
});

/** The sentence of an accepted order. */
function standingPrinted({ printed, registrations, source, id, data }: PrintedRow): StandingPrinted {
  const reading = readPrinted(JSON.parse(data));
  if (!reading.ok)
    throw new Error(`The printed sentence ${printed} cannot be read: ${JSON.stringify(reading.faults)}`);
  return { sentence: reading.printed, version: registrations, source, id };
}
