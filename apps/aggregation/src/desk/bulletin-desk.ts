import { nextVersion, SaidSince, type Because, type Bulletin, type Telling } from '@silkgauge/bulletin';
import { CLOCK_KEY } from '@silkgauge/contract';
import {
  Basis,
  bulletinIn,
  databaseWorld,
  planIn,
  readTelling,
  restingOn,
  type WorldReader,
  type WorldSources,
} from '@silkgauge/known';
import {
  findRegistered,
  inPages,
  isOfDatabase,
  readBulletinPlans,
  readVersionsBefore,
  type BulletinPlanRow,
  type LogEntry,
  type NewVersion,
} from '@silkgauge/read-model';
import type { Term } from '../relay/relay-leader.ts';
import type { Decision, DeskPart, Step } from './desk-part.ts';
import { FollowedOrders } from './followed-orders.ts';
import { latestOf } from './latest-of.ts';
import { PlanIndex } from './plan-index.ts';
import { readBecause } from './read-because.ts';
import { bulletinDocument } from './bulletin-document.ts';
import { WaitingPlans, type Waiting } from './waiting-plans.ts';

/** Plans and versions per statement: a plan is up to 64 KiB. */
const AT_A_TIME = 50;

/** What is kept of a plan: what it rests on, null for one that is not told; and what it waits for. */
interface Followed {
  readonly basis: Basis | null;
  readonly waiting: Waiting | null;
}

/**
 * Tells plans again where something that they rest on changes, and makes versions of bulletins. A plan that waits
 * for a release is told first in the step that lifts it: a tick, an order of the release, or the plan itself.
 */
export class BulletinDesk implements DeskPart {
  readonly orders = new FollowedOrders('bulletin');
  readonly #releases = new FollowedOrders('release');
  readonly #sources: WorldSources;
  #index = new PlanIndex();
  #waiting = new WaitingPlans();

  constructor(sources: WorldSources) {
    this.#sources = sources;
  }

  get isIdle(): boolean {
    return this.#index.size === 0;
  }

  /** Tells each plan as of a place, to learn what it rests on. */
  async open(position: string, term: Pick<Term, 'isOver'>): Promise<void> {
    this.#index = new PlanIndex();
    this.#waiting = new WaitingPlans();
    const unfollowed = new Map<string, string>();
    const { db } = this.#sources;
    const known = { asOf: position, waiting: true };
    for (let after: string | null = null; !term.isOver;) {
      const heads = await readBulletinPlans(db, { names: null, after, ...known }, AT_A_TIME);
      const names = heads.map(({ name }) => name);
      after = names.at(-1) ?? null;
      if (after === null) break;
      for (const row of await readBulletinPlans(db, { names, after: null, ...known }, AT_A_TIME)) {
        if (term.isOver) return;
        const waiting = waitingIn(row);
        if (waiting) this.#waiting.set(row.name, waiting);
        else await this.#learn(row, position, unfollowed);
      }
    }
    this.orders.begin(unfollowed);
  }

  /** A plan that cannot be told keeps what it asked for: a change of that tries it again in a step. */
  async #learn(row: BulletinPlanRow, position: string, unfollowed: Map<string, string>): Promise<void> {
    const basis = new Basis();
    try {
      await tellFrom(databaseWorld(this.#sources, position), row, basis);
    } catch (error) {
      if (isOfDatabase(error)) throw error;
      unfollowed.set(row.name, String(error));
    }
    this.#index.set(row.name, basis);
  }

  isTouchedBy(entry: LogEntry): boolean {
    return this.#namesOf(entry).size > 0;
  }

  async decide(step: Step, known: WorldReader): Promise<Decision> {
    const touched = new Map<string, LogEntry[]>();
    for (const entry of step.entries)
      for (const name of this.#namesOf(entry)) {
        const entries = touched.get(name);
        if (entries) entries.push(entry);
        else touched.set(name, [entry]);
      }
    const versions: NewVersion[] = [];
    const all = new Map<string, Followed>();
    for (const [name, entries] of [...touched].sort(([one], [other]) => (one < other ? -1 : 1))) {
      const { version, ...followed } = await this.#decideOne(name, entries, step.until, known);
      all.set(name, followed);
      if (version) versions.push(version);
    }
    return {
      versions,
      settle: () => {
        for (const [name, { basis, waiting }] of all) {
          this.#index.set(name, basis);
          this.#waiting.set(name, waiting);
          this.orders.follow(name);
        }
      },
    };
  }

  #namesOf(entry: LogEntry): ReadonlySet<string> {
    const { kind, key, known_at } = entry;
    if (kind !== 'order') return this.#index.touchedBy(entry);
    if (key === CLOCK_KEY) return new Set(this.#waiting.liftedBy(known_at));
    const release = this.#releases.nameIn(entry);
    if (release !== null) return new Set(this.#waiting.of(release));
    const name = this.orders.nameIn(entry);
    return new Set(name === null ? [] : [name]);
  }

  async #decideOne(
    name: string,
    entries: readonly LogEntry[],
    until: string,
    known: WorldReader,
  ): Promise<Followed & { readonly version: NewVersion | null }> {
    const filter = { names: [name], after: null, asOf: until, waiting: true };
    const [row] = await readBulletinPlans(this.#sources.db, filter, 1);
    const waiting = row ? waitingIn(row) : null;
    const basis = !row || row.dropped || waiting ? null : new Basis();
    const telling = row && basis ? await tellFrom(known, row, basis) : null;
    const version = await this.#nextVersion(row ?? { name }, telling, entries, until);
    return { basis, waiting, version };
  }

  async #nextVersion(
    {
      name: bulletin,
      times = 0,
      source = '',
      id = '',
      awaits = null,
    }: Partial<BulletinPlanRow> & Pick<BulletinPlanRow, 'name'>,
    telling: Telling | null,
    entries: readonly LogEntry[],
    until: string,
  ): Promise<NewVersion | null> {
    const { db } = this.#sources;
    const key = { kind: 'bulletin', key: bulletin } as const;
    // The highest number that was published: a restored database may lack its version.
    const [newest] = await findRegistered(db, 'bulletin', [bulletin]);
    const stored = newest && newest.sequence !== null ? [newest] : [];
    const [last = null] = stored.map(bulletinIn);
    const knownAt = latestOf([...entries, ...stored]);
    const makes = (because: Because): Bulletin | null =>
      nextVersion(last, telling, {
        ...{ bulletin, sequence: '', told: until, knownAt: knownAt.toISOString(), because },
        plan: telling || !last ? { version: times, source, id } : last.plan,
      });
    // Most tellings say the same as before: why and since when is asked for those alone that do not.
    if (!makes(NOTHING)) return null;
    // Nothing is said of the plan that waits, only that the one before is taken back.
    const because = awaits === null ? await readBecause(db, entries[0], until) : TAKEN_BACK;
    const made = makes(because);
    if (!made) return null;
    const dated = await this.#lookBack(made, last?.version ?? 0);
    return { ...key, version: (newest?.version ?? 0) + 1, knownAt, document: bulletinDocument(dated) };
  }

  /** Reads versions for as long as they say what a version after them takes back. */
  async #lookBack(made: Bulletin, last: number): Promise<Bulletin> {
    const since = new SaidSince(made);
    const read = (before: string | null) => {
      const at = { kind: 'bulletin', key: made.bulletin, before: Number(before ?? last) } as const;
      return since.isOpen ? readVersionsBefore(this.#sources.db, at, AT_A_TIME) : Promise.resolve([]);
    };
    for await (const rows of inPages(read, ({ version }) => String(version)))
      for (const row of rows) since.take(bulletinIn(row));
    return since.dated;
  }
}

/** Tells a plan from what is known; `basis` gets what that rests on. */
const tellFrom = (known: WorldReader, row: BulletinPlanRow, basis: Basis): Promise<Telling> =>
  readTelling(planIn(row), restingOn(basis, known));

const waitingIn = ({ awaits, promised }: BulletinPlanRow): Waiting | null =>
  awaits === null ? null : { release: awaits, promised };

const NOTHING: Because = { reason: '', causes: [] };
const TAKEN_BACK: Because = { reason: 'dropped', causes: [] };
