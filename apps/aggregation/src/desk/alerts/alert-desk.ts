import { endAlert, ORDER_REASONS, periodsToJudge, RuleIndex, type StandingRule } from '@silkgauge/alerts';
import { ORDER_PREFIX, parseSeriesKey } from '@silkgauge/contract';
import { databaseWorld, readOnce, readThrough, type WorldReader, type WorldSources } from '@silkgauge/known';
import { countAlerts, type LogEntry } from '@silkgauge/read-model';
import type { Term } from '../../relay/relay-leader.ts';
import type { Decision, DeskPart, Step } from '../desk-part.ts';
import { latestOf } from '../latest-of.ts';
import { readBecause } from '../read-because.ts';
import { AlertVersions, later } from './alert-step.ts';
import { Moment } from './moment.ts';
import { openAlerts, statesOf } from './read-pages.ts';
import { readOrder, readStandingRules, standingRule } from './read-rules.ts';

const ORDERS = ORDER_PREFIX.alert;

/** Judges states by rules where something that these look at changes, and makes versions of alerts. */
export class AlertDesk implements DeskPart {
  readonly #sources: WorldSources;
  #rules = new Map<string, StandingRule>();
  #unfollowed = new Map<string, string>();
  #index = new RuleIndex<StandingRule>([]);
  /** Open alerts, by rule. */
  #counts = new Map<string, number>();
  readonly #most: number | undefined;

  /** @param most the most alerts of one rule that are open */
  constructor(sources: WorldSources, most?: number) {
    this.#sources = sources;
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
    this.#index = new RuleIndex(this.#rules.values());
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
    if (first.kind !== 'order') return this.#decideChanges(first, step, known);
    return first.key.startsWith(ORDERS) ? this.#decideOrder(first, step.until, known) : NOTHING;
  }

  #rulesOf(key: string): readonly StandingRule[] {
    const series = parseSeriesKey(key);
    return series ? this.#index.about(series) : [];
  }

  async #decideChanges(first: LogEntry, { entries, until }: Step, known: WorldReader): Promise<Decision> {
    const now = new Moment(this.#sources.db, until, known);
    const before = String(BigInt(first.sequence) - 1n);
    const was = new Moment(this.#sources.db, before, readOnce(databaseWorld(this.#sources, before)));
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
    if (touched.size === 0) return NOTHING;
    const because = await readBecause(this.#sources.db, first, until);
    const made = this.#versionsOf({ ...because, knownAt: latestOf(entries).toISOString() }, false);
    for (const [rule, keys] of [...touched].sort(([a], [b]) => (a.rule.rule < b.rule.rule ? -1 : 1)))
      await made.judge({ rule, keys }, now, was);
    return {
      versions: made.versions,
      settle: () => {
        this.#count(made);
      },
    };
  }

  /** A rule that is defined judges its open alerts, and all states where it looks back; a dropped one ends them. */
  async #decideOrder(entry: LogEntry, until: string, known: WorldReader): Promise<Decision> {
    const { db } = this.#sources;
    const name = entry.key.slice(ORDERS.length);
    const order = await readOrder(db, name, until);
    if (!order) return NOTHING;
    const { source, id } = order;
    const reason = ORDER_REASONS[order.dropped ? 'dropped' : 'defined'];
    const step = { reason, causes: [{ source, id }], knownAt: entry.known_at.toISOString() };
    const made = this.#versionsOf(step, true);
    if (order.dropped) {
      for await (const { alerts, floors } of openAlerts(db, name))
        for (const alert of alerts) {
          const knownAt = later(step.knownAt, alert.knownAt);
          const ended = await readThrough(known, (world) => endAlert(alert, { ...step, knownAt }, world));
          if (ended) made.write(ended, alert, floors);
        }
      return {
        versions: made.versions,
        settle: () => {
          this.#set(name, null);
          this.#count(made);
        },
      };
    }
    const rule = standingRule(order);
    const judge = async (keys: readonly string[]): Promise<void> => {
      const moment = new Moment(db, until, known);
      await made.judge({ rule, keys }, moment, moment);
    };
    // What is open first: where the rule is narrower, that makes room.
    const judged = new Set<string>();
    let overflow: Parameters<typeof made.endOverflow>[0] | null = null;
    for await (const { alerts, floors } of openAlerts(db, name)) {
      const keys: string[] = [];
      for (const alert of alerts)
        if (alert.series === null) overflow = { alert, floors };
        else keys.push(alert.key.slice(name.length + 1));
      for (const key of keys) judged.add(key);
      await judge(keys);
    }
    if (rule.rule.since === 'beginning')
      for await (const keys of statesOf(db, rule.rule, until))
        await judge(keys.filter((key) => !judged.has(key)));
    if (overflow) made.endOverflow(overflow, rule);
    return {
      versions: made.versions,
      settle: () => {
        this.#set(name, rule);
        this.#count(made);
      },
    };
  }

  #versionsOf(step: ConstructorParameters<typeof AlertVersions>[0]['step'], isOwnStep: boolean) {
    const countOf = (rule: string): number => this.#counts.get(rule) ?? 0;
    return new AlertVersions({
      ...{ db: this.#sources.db, countOf, step, isOwnStep },
      ...(this.#most !== undefined && { most: this.#most }),
    });
  }

  #set(name: string, rule: StandingRule | null): void {
    if (rule) this.#rules.set(name, rule);
    else this.#rules.delete(name);
    this.#unfollowed.delete(ORDERS + name);
    this.#index = new RuleIndex(this.#rules.values());
  }

  #count({ opened }: AlertVersions): void {
    for (const [rule, more] of opened) this.#counts.set(rule, (this.#counts.get(rule) ?? 0) + more);
  }
}

const NOTHING: Decision = { versions: [], settle: () => undefined };
