import {
  endPrinted,
  nextPrinted,
  PRINTED_REASONS,
  printedKey,
  type PrintedAlert,
  type StandingPrinted,
} from '@silkgauge/alerts';
import { ORDER_PREFIX, readPrinted } from '@silkgauge/contract';
import { readThrough, type WorldReader } from '@silkgauge/known';
import {
  findRegistered,
  readPrintedSentences,
  registerJson,
  stateKey,
  type LogEntry,
  type NewVersion,
  type PrintedRow,
  type Queryable,
} from '@silkgauge/read-model';
import type { Term } from '../../relay/relay-leader.ts';
import { alertVersion } from '../alerts/alert-documents.ts';
import { later } from '../alerts/alert-step.ts';
import type { Decision, DeskPart, Step } from '../desk-part.ts';
import { latestOf } from '../latest-of.ts';
import { readBecause } from '../read-because.ts';
import { PrintedIndex } from './printed-index.ts';

const ORDERS = ORDER_PREFIX.printed;
/** Sentences per statement: one is up to 64 KiB. */
const AT_A_TIME = 50;

type AlertStep = Parameters<typeof endPrinted>[1];

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
    for (let after: string | null = null; !term.isOver;) {
      const filter = { names: null, after, asOf: position };
      const rows: PrintedRow[] = await readPrintedSentences(this.#db, filter, AT_A_TIME);
      for (const row of rows)
        try {
          this.#index.set(row.printed, standingPrinted(row));
        } catch (error) {
          this.#unfollowed.set(ORDERS + row.printed, String(error));
        }
      after = rows.at(-1)?.printed ?? null;
      if (after === null) break;
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
    const because = await readBecause(this.#db, first, step.until);
    const of = { ...because, knownAt: latestOf(step.entries).toISOString() };
    const versions: NewVersion[] = [];
    for (const name of names) {
      const standing = this.#index.get(name);
      const version = standing && (await this.#judge(standing, of, false, known));
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
    const version = standing
      ? await this.#judge(standing, step, true, known)
      : await this.#end(name, step, known);
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
    step: AlertStep,
    isOwnStep: boolean,
    known: WorldReader,
  ): Promise<NewVersion | null> {
    const { alert: before, floor } = await this.#alertOf(standing.sentence.printed);
    const at = { ...step, knownAt: later(step.knownAt, before?.knownAt) };
    const next = await readThrough(known, (world) =>
      nextPrinted({ standing, before, step: at, isOwnStep, world }),
    );
    return next && alertVersion(next, floor);
  }

  async #end(name: string, step: AlertStep, known: WorldReader): Promise<NewVersion | null> {
    const { alert: before, floor } = await this.#alertOf(name);
    if (!before) return null;
    const at = { ...step, knownAt: later(step.knownAt, before.knownAt) };
    const ended = await readThrough(known, (world) => endPrinted(before, at, world));
    return ended && alertVersion(ended, floor);
  }

  /** The newest version of the alert of a sentence, and the version number that the next one has to be above. */
  async #alertOf(name: string) {
    const [row] = await findRegistered(this.#db, 'alert', [printedKey(name)]);
    const isThere = row !== undefined && row.document !== null;
    return {
      alert: isThere ? (JSON.parse(registerJson(row)) as PrintedAlert) : null,
      floor: new Map(row ? [[row.key, row.version]] : []),
    };
  }
}

/** The sentence of an accepted order. */
function standingPrinted({ printed, registrations, source, id, data }: PrintedRow): StandingPrinted {
  const reading = readPrinted(JSON.parse(data));
  if (!reading.ok)
    throw new Error(`The printed sentence ${printed} cannot be read: ${JSON.stringify(reading.faults)}`);
  return { sentence: reading.printed, version: registrations, source, id };
}

const NOTHING: Decision = { versions: [], settle: () => undefined };
