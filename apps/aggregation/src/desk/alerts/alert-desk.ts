import { ORDER_REASONS } from '@silkgauge/alerts';
import {
  AlertJudge,
  Moment,
  readReleaseFacts,
  readActiveRules,
  RegisteredAlerts,
  ReleaseMoment,
  sidesAsOf,
  activeRule,
  statesOfRule,
} from '@silkgauge/judging';
import {
  databaseWorld,
  readOnce,
  type FollowedStates,
  type FollowedVersions,
  type WorldReader,
  type WorldSources,
} from '@silkgauge/known';
import { countAlerts, readOrder, type LogEntry } from '@silkgauge/read-model';
import type { Term } from '../../relay/relay-leader.ts';
import { NOTHING, type Decision, type DeskPart, type Step } from '../desk-part.ts';
import { FollowedOrders } from '../followed-orders.ts';
import { latestOf } from '../latest-of.ts';
import { readBecause } from '../read-because.ts';
import type { Releases } from '../releases/release-desk.ts';

/**
 * Judges states and releases by rules where something that these look at changes, and makes versions of alerts.
 * What touches a release touches the part of releases: that part is asked.
 */
export class AlertDesk implements DeskPart {
  readonly orders = new FollowedOrders('alert');
  readonly #sources: WorldSources;
  readonly #releases: Releases;
  readonly #most: number | undefined;
  #judge: AlertJudge;

  /** @param most the most alerts of one rule that are open */
  constructor(sources: WorldSources, releases: Releases, most?: number) {
    this.#sources = sources;
    this.#releases = releases;
    this.#most = most;
    this.#judge = this.#judgeOf(new Map(), new Map());
  }

  get isIdle(): boolean {
    return this.#judge.isIdle;
  }

  async open(position: string, term: Pick<Term, 'isOver'>): Promise<void> {
    const { db } = this.#sources;
    const { rules, unfollowed } = await readActiveRules(db, position, () => term.isOver);
    this.orders.begin(unfollowed);
    // Alerts are written with the move of the desk: all that there are come from steps up to the place.
    this.#judge = this.#judgeOf(rules, await countAlerts(db));
  }

  isTouchedBy(entry: LogEntry): boolean {
    if (entry.kind === null) return this.#judge.rulesAbout(entry).length > 0;
    return this.orders.nameIn(entry) !== null;
  }

  async decide(step: Step, known: WorldReader, followed?: FollowedStates): Promise<Decision> {
    const [first] = step.entries;
    if (!first) return NOTHING;
    const name = this.orders.nameIn(first);
    return name === null
      ? this.#decideChanges(first, step, known, followed?.versions)
      : this.#decideOrder(name, first, step.until, known);
  }

  async #decideChanges(
    first: LogEntry,
    changes: Step,
    known: WorldReader,
    followed: FollowedVersions | undefined,
  ): Promise<Decision> {
    const { entries, until } = changes;
    const changed = entries.filter((entry) => entry.kind === null);
    const states = await this.#judge.statesToJudge(changed, known);
    const names = await this.#releases.changedBy(changes);
    if (states.size === 0 && names.size === 0) return NOTHING;
    const { db } = this.#sources;
    const because = await readBecause(db, first, until);
    const before = String(BigInt(first.sequence) - 1n);
    const made = await this.#judge.judgeChanges(states, {
      step: { ...because, knownAt: latestOf(entries).toISOString() },
      now: new Moment(known, sidesAsOf(db, until, followed)),
      was: new Moment(readOnce(databaseWorld(this.#sources, before)), sidesAsOf(db, before, followed)),
      releases: await this.#releasesAt(names, { first, until, known }),
    });
    return {
      versions: made.versions,
      settle: () => {
        this.#judge.settle(made);
      },
    };
  }

  async #releasesAt(
    names: ReadonlySet<string>,
    {
      first,
      until,
      known,
    }: { readonly first: LogEntry; readonly until: string; readonly known: WorldReader },
  ) {
    const bound = names.size === 0 ? null : await this.#releases.boundOf(first, until);
    if (!bound) return null;
    const now = this.#releasesBy(bound.decidedBy);
    return { names, at: { now, was: this.#releasesBy(bound.before, true), reader: known } };
  }

  #releasesBy(decidedBy: bigint | null, isPast = false): ReleaseMoment {
    return new ReleaseMoment(
      (release, graceMs) => readReleaseFacts(this.#sources.db, release, { decidedBy, graceMs }),
      { isPast },
    );
  }

  /** A rule that is defined judges its open alerts, and all that there is where it looks back; a dropped one ends them. */
  async #decideOrder(name: string, entry: LogEntry, until: string, known: WorldReader): Promise<Decision> {
    const { db } = this.#sources;
    const order = await readOrder(db, 'alert', name, until);
    if (!order) return NOTHING;
    const { source, id } = order;
    const reason = ORDER_REASONS[order.dropped ? 'dropped' : 'defined'];
    const step = { reason, causes: [{ source, id }], knownAt: entry.known_at.toISOString() };
    const rule = order.dropped ? null : activeRule(order);
    const bound = rule?.rule.kind === 'silence' ? await this.#releases.boundOf(entry, until) : null;
    const made = rule
      ? await this.#judge.judgeDefined(rule, {
          step,
          now: new Moment(known, sidesAsOf(db, until)),
          releases: this.#releasesBy(bound?.decidedBy ?? null),
          releaseNames: this.#releases.names,
          isUnfollowed: (release) => this.#releases.isUnfollowed(release),
          statesOf: (one, ofSeries) => statesOfRule(db, one, until, ofSeries),
        })
      : await this.#judge.judgeDropped(name, step, known);
    return {
      versions: made.versions,
      settle: () => {
        this.#judge.set(name, rule);
        this.#judge.settle(made);
        this.orders.follow(name);
      },
    };
  }

  #judgeOf(
    rules: ConstructorParameters<typeof AlertJudge>[0],
    counts: ReadonlyMap<string, number>,
  ): AlertJudge {
    const reads = new RegisteredAlerts(this.#sources.db);
    return new AlertJudge(rules, { reads, counts: () => Promise.resolve(counts), most: this.#most });
  }
}
