import { CLOCK_KEY, OPENED_PREFIX, parseSeriesKey, type Cause, type ReleaseState } from '@silkgauge/contract';
import { readReleaseFacts, readActiveReleases, ReleaseIndex, type ActiveRelease } from '@silkgauge/judging';
import {
  findRegistered,
  readEventId,
  readPrintsOf,
  readReasons,
  readRegisteredOf,
  type LogEntry,
  type NewVersion,
  type PrintOfEvent,
  type Queryable,
} from '@silkgauge/read-model';
import { isLifted, releaseVersions, type ReleasePrint, type ReleaseVersion } from '@silkgauge/releases';
import type { Term } from '../../relay/relay-leader.ts';
import { NOTHING, type Decision, type DeskPart, type Step } from '../desk-part.ts';
import { FollowedOrders } from '../followed-orders.ts';
import { latestOf } from '../latest-of.ts';

/**
 * What a step may know: all that was decided up to an event (null: all), and what was decided before it.
 */
export interface Bound {
  readonly decidedBy: bigint | null;
  readonly before: bigint | null;
}

/** What alerts ask of the releases that stand. */
export interface Releases {
  /** Names of all, in order. */
  readonly names: readonly string[];
  /** Whether the newest order of a release cannot be read. */
  isUnfollowed(name: string): boolean;
  /** Names of the releases that an entry of the log may change, in order. */
  namesOf(entry: LogEntry): readonly string[];
  /** Names of the releases that a step changes, or may change. */
  changedBy(step: Step): Promise<ReadonlySet<string>>;
  /** What a step may know of them; null: no event is behind it. */
  boundOf(first: LogEntry, until: string): Promise<Bound | null>;
}

/** Works out what becomes of releases where an order, a tick or a promised state comes. */
export class ReleaseDesk implements DeskPart, Releases {
  readonly orders = new FollowedOrders('release');
  readonly #db: Queryable;
  #index = new ReleaseIndex();
  /** Both this part and that of alerts ask for each step. */
  #changed: { readonly step: Step; readonly names: Promise<ReadonlySet<string>> } | null = null;

  constructor({ db }: { readonly db: Queryable }) {
    this.#db = db;
  }

  get isIdle(): boolean {
    return this.#index.size === 0;
  }

  async open(position: string, term: Pick<Term, 'isOver'>): Promise<void> {
    const { releases, unfollowed } = await readActiveReleases(this.#db, position, () => term.isOver);
    this.#index = releases;
    this.orders.begin(unfollowed);
  }

  isTouchedBy(entry: LogEntry): boolean {
    return this.namesOf(entry).length > 0;
  }

  async decide(step: Step): Promise<Decision> {
    const { entries, until } = step;
    const [first] = entries;
    const names = await this.changedBy(step);
    if (!first || names.size === 0) return NOTHING;
    const bound = await this.boundOf(first, until);
    if (!bound) return NOTHING;
    const knownAt = latestOf(entries);
    const versions: NewVersion[] = [];
    const after = new Map<string, ActiveRelease | null>();
    for (const name of names) {
      const { version, active } = await this.#decideOne(name, bound.decidedBy, knownAt);
      if (version) versions.push(version);
      after.set(name, active);
    }
    return {
      versions,
      settle: () => {
        for (const [name, active] of after) {
          this.#index.set(name, active);
          this.orders.follow(name);
        }
      },
    };
  }

  get names(): readonly string[] {
    return this.#index.names;
  }

  isUnfollowed(name: string): boolean {
    return this.orders.isUnfollowed(name);
  }

  namesOf(entry: LogEntry): readonly string[] {
    const { kind, key, period, known_at } = entry;
    if (kind === null) return this.#index.promising(key, period);
    if (kind !== 'order') return [];
    if (key === CLOCK_KEY) return this.#index.changingBy(known_at.getTime());
    const ordered = this.orders.nameIn(entry);
    if (ordered !== null) return [ordered];
    if (!key.startsWith(OPENED_PREFIX)) return [];
    const used = key.slice(OPENED_PREFIX.length);
    return this.#index.isBeforeLifting(used) ? [] : [used];
  }

  changedBy(step: Step): Promise<ReadonlySet<string>> {
    if (this.#changed?.step !== step) this.#changed = { step, names: this.#namesOfStep(step) };
    return this.#changed.names;
  }

  /** New prints change only what they meet: all prints of a release are read as often as its items get met. */
  async #namesOfStep({ entries, why }: Step): Promise<ReadonlySet<string>> {
    const names = new Set(entries.flatMap((entry) => this.namesOf(entry)));
    if (names.size === 0 || !why || why.reason === 'rebuilt') return names;
    const causes = JSON.parse(why.causes) as Cause[];
    const prints = (await readPrintsOf(this.#db, causes)).map(printOf);
    if (prints.length < causes.length) return names;
    return new Set([...names].filter((name) => prints.some((print) => this.#index.isMetBy(name, print))));
  }

  async #decideOne(
    name: string,
    decidedBy: bigint | null,
    knownAt: Date,
  ): Promise<{ readonly version: NewVersion | null; readonly active: ActiveRelease | null }> {
    const facts = await readReleaseFacts(this.#db, name, { decidedBy });
    const newest = releaseVersions(facts).at(-1);
    const order = facts.orders.at(-1);
    if (!newest || !order) return { version: await this.#endOf(name, knownAt), active: null };
    const active = order.kind === 'scheduled' ? activeOf(order.schedule, newest, facts.ticks) : null;
    const { release: key, version: _, knownAt: __, ...said } = newest;
    const document = JSON.stringify(said);
    const [before] = await findRegistered(this.#db, 'release', [key]);
    return { version: versionBehind(before, { key, knownAt, document }), active };
  }

  /** What was told of a release of which a rebuild accepts no order ends; null where nothing was told. */
  async #endOf(key: string, knownAt: Date): Promise<NewVersion | null> {
    const [before] = await findRegistered(this.#db, 'release', [key]);
    if (!before?.document) return null;
    const told = JSON.parse(before.document) as ReleaseState;
    const document = JSON.stringify({ ...told, state: 'cancelled', punctuality: null, reason: NO_ORDER });
    return versionBehind(before, { key, knownAt, document });
  }

  /** A rebuilt state says what was there before: all that is known now counts. Sales have no print. */
  async boundOf(first: LogEntry, until: string): Promise<Bound | null> {
    if (first.kind !== null) {
      const [row] = await readRegisteredOf(this.#db, first.kind, [first.key], { sequence: until });
      const order = row && (JSON.parse(row.document) as Pick<Cause, 'source' | 'id'>);
      return boundOf((order && (await readEventId(this.#db, order))) ?? null);
    }
    const [found] = await readReasons(this.#db, [first.sequence]);
    if (found?.reason === 'rebuilt') return boundOf(null);
    const ids: bigint[] = [];
    for (const cause of JSON.parse(found?.causes ?? '[]') as Cause[]) {
      const id = await readEventId(this.#db, cause);
      if (id !== null) ids.push(id);
    }
    return ids.length === 0 ? null : boundOf(...ids);
  }
}

function boundOf(...ids: readonly (bigint | null)[]): Bound {
  const known = ids.filter((id) => id !== null).sort((a, b) => (a < b ? -1 : 1));
  const [first, last] = [known[0], known.at(-1)];
  return first === undefined || last === undefined
    ? { decidedBy: null, before: null }
    : { decidedBy: last, before: first - 1n };
}

const activeOf = (
  schedule: ActiveRelease['schedule'],
  { state, met }: Pick<ReleaseVersion, 'state' | 'met'>,
  ticks: readonly number[],
): ActiveRelease => {
  const isLiftedYet = isLifted(
    { dropped: false, at: schedule.at },
    ticks.length > 0 ? Math.max(...ticks) : null,
  );
  return { schedule, state, met, isLifted: isLiftedYet };
};

function printOf({ key, period, status, known_at }: PrintOfEvent) {
  const series = parseSeriesKey(key);
  if (!series) throw new Error(`${key} is no key of a series`);
  return { series, period, status: status as ReleasePrint['status'], knownAt: known_at.getTime() };
}

const NO_ORDER = 'No order of it is accepted any more.';

/** The version that follows the newest one; null where it says the same. */
function versionBehind(
  before: Awaited<ReturnType<typeof findRegistered>>[number] | undefined,
  { key, knownAt, document }: { readonly key: string; readonly knownAt: Date; readonly document: string },
): NewVersion | null {
  if (before?.document === document) return null;
  const known = before?.known_at && before.known_at > knownAt ? before.known_at : knownAt;
  return { kind: 'release', key, version: (before?.version ?? 0) + 1, knownAt: known, document };
}
