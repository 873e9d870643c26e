import {
  isOfRelease,
  isOverflow,
  LATE,
  ORDER_REASONS,
  periodsToJudge,
  RuleIndex,
  type StandingRule,
} from '@silkgauge/alerts';
import { ORDER_PREFIX, parseSeriesKey, type AlertRule } from '@silkgauge/contract';
import { databaseWorld, readOnce, type WorldReader, type WorldSources } from '@silkgauge/known';
import { countAlerts, type LogEntry } from '@silkgauge/read-model';
import type { Term } from '../../relay/relay-leader.ts';
import { NOTHING, type Decision, type DeskPart, type Step } from '../desk-part.ts';
import { latestOf } from '../latest-of.ts';
import { readBecause } from '../read-because.ts';
import type { Releases } from '../releases/release-desk.ts';
import { AlertVersions } from './alert-step.ts';
import { isOfReleases, isOfStates } from './kinds.ts';
import { Moment } from './moment.ts';
import { openAlerts, statesOf, type OpenAlerts } from './read-pages.ts';
import { readOrder, readStandingRules, standingRule } from './read-rules.ts';
import { ReleaseMoment } from './release-moment.ts';

const ORDERS = ORDER_PREFIX.alert;

/**
 * Judges states and releases by rules where something that these look at changes, and makes versions of alerts.
 * What touches a release touches the part of releases: that part is asked.
 */
export class AlertDesk implements DeskPart {
  readonly #sources: WorldSources;
  readonly #releases: Releases;
  #rules = new Map<string, StandingRule<AlertRule>>();
  #unfollowed = new Map<string, string>();
  #index = new RuleIndex<StandingRule>([]);
  /** Open alerts, by rule. */
  #counts = new Map<string, number>();
  readonly #most: number | undefined;

  /** @param most the most alerts of one rule that are open */
  constructor(sources: WorldSources, releases: Releases, most?: number) {
    this.#sources = sources;
    this.#releases = releases;
    this.#most = most;
  }

  get isIdle(): boolean {
    return this.#rules.size === 0;
  }

  get unfollowed(): ReadonlyMap<string, string> {
    return this.#unfollowed;
  }

  async open(position: string, term: Pick<Term, 'isOver'>): Promise<void> {
    const { db } = this.#sources;
    const { rules, unfollowed } = await readStandingRules(db, position, term);
    this.#rules = rules;
    this.#unfollowed = new Map([...unfollowed].map(([name, reason]) => [ORDERS + name, reason]));
    this.#index = new RuleIndex([...this.#rules.values()].filter(isOfStates));
    // Alerts are written with the move of the desk: all that there are come from steps up to the place.
    this.#counts = new Map(await countAlerts(db));
  }

  isTouchedBy({ kind, key }: LogEntry): boolean {
    if (kind === 'order') return key.startsWith(ORDERS);
    return kind === null && this.#rulesOf(key).length > 0;
  }

  async decide(step: Step, known: WorldReader): Promise<Decision> {
    const [first] = step.entries;
    if (!first) return NOTHING;
    return first.kind === 'order' && first.key.startsWith(ORDERS)
      ? this.#decideOrder(first, step.until, known)
      : this.#decideChanges(first, step, known);
  }

  #rulesOf(key: string): readonly StandingRule[] {
    const series = parseSeriesKey(key);
    return series ? this.#index.about(series) : [];
  }

  async #decideChanges(first: LogEntry, step: Step, known: WorldReader): Promise<Decision> {
    const { entries, until } = step;
    const states = await this.#statesToJudge(step, known);
    const names = new Set(entries.flatMap((entry) => this.#releases.namesOf(entry)));
    if (states.size === 0 && names.size === 0) return NOTHING;
    const { db } = this.#sources;
    const because = await readBecause(db, first, until);
    const made = this.#versionsOf({ ...because, knownAt: latestOf(entries).toISOString() }, false);
    const now = new Moment(db, until, known);
    const before = String(BigInt(first.sequence) - 1n);
    const was = new Moment(db, before, readOnce(databaseWorld(this.#sources, before)));
    for (const [rule, keys] of [...states].sort(([a], [b]) => (a.rule.rule < b.rule.rule ? -1 : 1)))
      await made.judge({ rule, keys }, now, was);
    await this.#judgeReleases(made, names, { first, until, known });
    return {
      versions: made.versions,
      settle: () => {
        this.#count(made);
      },
    };
  }

  /** Keys of the states that each rule has to judge where some have changed. */
  async #statesToJudge({ entries }: Step, known: WorldReader): Promise<Map<StandingRule, Set<string>>> {
    const touched = new Map<StandingRule, Set<string>>();
    for (const { kind, key, period } of entries) {
      if (kind !== null) continue;
      for (const rule of this.#rulesOf(key)) {
        const isRecord = rule.rule.kind === 'record-high' || rule.rule.kind === 'record-low';
        const periods = isRecord ? (await known.periods(key)).map((state) => state.period) : [];
        const keys = touched.get(rule) ?? new Set();
        touched.set(rule, keys);
        for (const one of periodsToJudge(rule.rule, period, periods)) keys.add(`${key}/${one}`);
      }
    }
    return touched;
  }

  async #judgeReleases(
    made: AlertVersions,
    names: ReadonlySet<string>,
    step: { readonly first: LogEntry; readonly until: string; readonly known: WorldReader },
  ): Promise<void> {
    const { db } = this.#sources;
    const bound = names.size === 0 ? null : await this.#releases.boundOf(step.first, step.until);
    if (!bound) return;
    const now = new ReleaseMoment(db, bound.decidedBy);
    const was = new ReleaseMoment(db, bound.before, { isPast: true });
    for (const rule of this.#ofReleases())
      await made.judgeReleases(
        { rule, names },
        { now, was: rule.rule.since === 'beginning' ? null : was, reader: step.known },
      );
  }

  #ofReleases() {
    return [LATE, ...[...this.#rules.values()].filter(isOfReleases)].sort((a, b) =>
      a.rule.rule < b.rule.rule ? -1 : 1,
    );
  }

  /** A rule that is defined judges its open alerts, and all that there is where it looks back; a dropped one ends them. */
  async #decideOrder(entry: LogEntry, until: string, known: WorldReader): Promise<Decision> {
    const { db } = this.#sources;
    const name = entry.key.slice(ORDERS.length);
    const order = await readOrder(db, name, until);
    if (!order) return NOTHING;
    const { source, id } = order;
    const reason = ORDER_REASONS[order.dropped ? 'dropped' : 'defined'];
    const step = { reason, causes: [{ source, id }], knownAt: entry.known_at.toISOString() };
    const made = this.#versionsOf(step, true);
    const rule = order.dropped ? null : standingRule(order);
    if (rule) await this.#judgeAll(rule, made, { entry, until, known });
    else for await (const page of openAlerts(db, name)) await made.end(page, known, 'dropped');
    return {
      versions: made.versions,
      settle: () => {
        this.#set(name, rule);
        this.#count(made);
      },
    };
  }

  async #judgeAll(
    rule: StandingRule<AlertRule>,
    made: AlertVersions,
    step: { readonly entry: LogEntry; readonly until: string; readonly known: WorldReader },
  ): Promise<void> {
    const { db } = this.#sources;
    const { entry, until, known } = step;
    const name = rule.rule.rule;
    const moment = new Moment(db, until, known);
    const bound = isOfReleases(rule) ? await this.#releases.boundOf(entry, until) : null;
    const releases = new ReleaseMoment(db, bound?.decidedBy ?? null);
    const judge = async (of: readonly string[]): Promise<void> => {
      if (isOfStates(rule)) await made.judge({ rule, keys: of }, moment, moment);
      else if (isOfReleases(rule))
        await made.judgeReleases(
          { rule, names: of.filter((name) => !this.#releases.isUnfollowed(name)) },
          { now: releases, was: null, reader: known },
        );
    };
    // What is open first: where the rule is narrower, that makes room.
    const judged = new Set<string>();
    let overflow: OpenAlerts | null = null;
    for await (const { alerts, floors } of openAlerts(db, name)) {
      const own = alerts.filter((alert) => !isOverflow(alert));
      const others = own.filter((alert) => isOfRelease(alert) !== isOfReleases(rule));
      if (own.length < alerts.length) overflow = { alerts: alerts.filter(isOverflow), floors };
      await made.end({ alerts: others, floors }, known, 'not-covered');
      const keys = own
        .filter((alert) => !others.includes(alert))
        .map(({ key }) => key.slice(name.length + 1));
      for (const key of keys) judged.add(key);
      await judge(keys);
    }
    if (rule.rule.since === 'beginning') {
      const all = isOfStates(rule) ? statesOf(db, rule.rule, until) : [this.#releases.names];
      for await (const keys of all) await judge(keys.filter((key) => !judged.has(key)));
    }
    for (const alert of overflow?.alerts ?? [])
      made.endOverflow({ alert, floors: overflow?.floors ?? new Map() }, rule);
  }

  #versionsOf(step: ConstructorParameters<typeof AlertVersions>[0]['step'], isOwnStep: boolean) {
    const countOf = (rule: string): number => this.#counts.get(rule) ?? 0;
    return new AlertVersions({
      ...{ db: this.#sources.db, countOf, step, isOwnStep },
      ...(this.#most !== undefined && { most: this.#most }),
    });
  }

  #set(name: string, rule: StandingRule<AlertRule> | null): void {
    if (rule) this.#rules.set(name, rule);
    else this.#rules.delete(name);
    this.#unfollowed.delete(ORDERS + name);
    this.#index = new RuleIndex([...this.#rules.values()].filter(isOfStates));
  }

  #count({ opened }: AlertVersions): void {
    for (const [rule, more] of opened) this.#counts.set(rule, (this.#counts.get(rule) ?? 0) + more);
  }
}
