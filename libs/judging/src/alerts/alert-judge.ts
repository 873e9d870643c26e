import {
  isOfRelease,
  isOverflow,
  LATE,
  needOf,
  periodsToJudge,
  RuleIndex,
  type ActiveRule,
  type Step,
} from '@silkgauge/alerts';
import { parseSeriesKey, type AlertRule, type Domain, type StateRule } from '@silkgauge/contract';
import { CODE_GRAPHS, type WorldReader } from '@silkgauge/known';
import type { ReleaseMoment } from '../releases/release-moment.ts';
import type { AlertReads, OpenAlerts } from './alert-reads.ts';
import { AlertVersions, type ReleaseMoments } from './alert-versions.ts';
import { isOfReleases, isOfStates } from './kinds.ts';
import type { Moment } from './moment.ts';

/** The key of a series, and the domain that it belongs to. */
export interface SeriesOfDomain {
  readonly key: string;
  readonly domain: Domain;
}

/** A state that a step changed, by the key of its series. */
export interface ChangedState extends SeriesOfDomain {
  readonly period: string;
}

/** Keys of the states that each rule has to judge. */
export type StatesToJudge = ReadonlyMap<ActiveRule, ReadonlySet<string>>;

/** What was known at the end of a step, and before it. */
export interface JudgedStep {
  readonly step: Step;
  readonly now: Moment;
  readonly was: Moment;
  /** Names of the releases that the step may change, with their moments; null: none. */
  readonly releases: { readonly names: ReadonlySet<string>; readonly at: ReleaseMoments } | null;
}

/** What was known at the step of an order of a rule. */
export interface OrderStep {
  readonly step: Step;
  readonly now: Moment;
  readonly releases: ReleaseMoment;
  /** Names of the releases that stand and can be read. */
  readonly releaseNames: readonly string[];
  /** Whether the newest order of a release cannot be read. */
  readonly isUnfollowed: (release: string) => boolean;
  /** Pages of keys of the states that a rule is about; of some series or of all. */
  readonly statesOf: (rule: StateRule, ofSeries?: readonly string[]) => AsyncIterable<readonly string[]>;
}

export interface AlertJudgeOptions {
  readonly reads: AlertReads;
  /** How many alerts of each rule are open when it begins; it is asked once something opens. */
  readonly counts: () => Promise<ReadonlyMap<string, number>>;
  /** The most alerts of one rule that are open. */
  readonly most?: number | undefined;
  /** Whether the sentences of versions are told; true by default. */
  readonly isTold?: boolean;
}

/** Judges states and releases by the rules that stand, one step after another. */
export class AlertJudge {
  readonly #options: AlertJudgeOptions;
  readonly #rules: Map<string, ActiveRule<AlertRule>>;
  #index: RuleIndex<ActiveRule>;
  #counts: Promise<ReadonlyMap<string, number>> | null = null;
  /** Alerts that opened since, without those that ended, by rule. */
  readonly #opened = new Map<string, number>();

  constructor(rules: ReadonlyMap<string, ActiveRule<AlertRule>>, options: AlertJudgeOptions) {
    this.#options = options;
    this.#rules = new Map(rules);
    this.#index = indexOf(this.#rules);
  }

  get isIdle(): boolean {
    return this.#rules.size === 0;
  }

  /** The rules about a series, in order of name. */
  rulesAbout({ key, domain }: SeriesOfDomain): readonly ActiveRule[] {
    const series = parseSeriesKey(key);
    return series ? this.#index.about({ series, domain }) : [];
  }

  /** What each rule has to judge where states have changed. */
  async statesToJudge(changed: readonly ChangedState[], known: WorldReader): Promise<StatesToJudge> {
    const touched = new Map<ActiveRule, Set<string>>();
    for (const { key, period, domain } of changed)
      for (const rule of this.rulesAbout({ key, domain })) {
        const states = needOf(rule.rule) === 'periods' ? await known.periods(key) : [];
        const periods = states.map((state) => state.period);
        const keys = touched.get(rule) ?? new Set();
        touched.set(rule, keys);
        for (const one of periodsToJudge(rule.rule, period, periods)) keys.add(`${key}/${one}`);
      }
    return touched;
  }

  /** The versions of a step that changed states or releases. */
  async judgeChanges(
    states: StatesToJudge,
    { step, now, was, releases }: JudgedStep,
  ): Promise<AlertVersions> {
    const made = this.#versionsOf(step, false);
    for (const [rule, keys] of [...states].sort(([a], [b]) => (a.rule.rule < b.rule.rule ? -1 : 1)))
      await made.judge({ rule, keys }, now, was);
    if (releases)
      for (const rule of this.#ofReleases()) {
        const at = rule.rule.since === 'beginning' ? { ...releases.at, was: null } : releases.at;
        await made.judgeReleases({ rule, names: releases.names }, at);
      }
    return made;
  }

  /** The versions of the step in which a rule is defined: of its open alerts, and of all there is where it looks back. */
  async judgeDefined(rule: ActiveRule<AlertRule>, at: OrderStep): Promise<AlertVersions> {
    const made = this.#versionsOf(at.step, true);
    const name = rule.rule.rule;
    const judge = async (of: readonly string[], covered?: ReadonlySet<string>): Promise<void> => {
      if (isOfStates(rule)) await made.judge({ rule, keys: of, ...(covered && { covered }) }, at.now, at.now);
      else if (isOfReleases(rule))
        await made.judgeReleases(
          { rule, names: of.filter((one) => !at.isUnfollowed(one)) },
          { now: at.releases, was: null, reader: at.now.reader },
        );
    };
    // What is open first: where the rule is narrower, that makes room.
    const judged = new Set<string>();
    let overflow: OpenAlerts | null = null;
    for await (const { alerts, floors } of this.#options.reads.open(name)) {
      const own = alerts.filter((alert) => !isOverflow(alert));
      const others = own.filter((alert) => isOfRelease(alert) !== isOfReleases(rule));
      if (own.length < alerts.length) overflow = { alerts: alerts.filter(isOverflow), floors };
      await made.end({ alerts: others, floors }, at.now.reader, 'not-covered');
      const keys = own
        .filter((alert) => !others.includes(alert))
        .map(({ key }) => key.slice(name.length + 1));
      for (const key of keys) judged.add(key);
      await judge(keys, isOfStates(rule) ? await coveredOf(rule.rule, keys, at) : undefined);
    }
    if (rule.rule.since === 'beginning') {
      const all = isOfStates(rule) ? at.statesOf(rule.rule) : [at.releaseNames];
      for await (const keys of all) await judge(keys.filter((key) => !judged.has(key)));
    }
    for (const alert of overflow?.alerts ?? [])
      await made.endOverflow({ alert, floors: overflow?.floors ?? new Map() }, rule);
    return made;
  }

  /** The versions of the step in which a rule is dropped. */
  async judgeDropped(name: string, step: Step, known: WorldReader): Promise<AlertVersions> {
    const made = this.#versionsOf(step, true);
    for await (const page of this.#options.reads.open(name)) await made.end(page, known, 'dropped');
    return made;
  }

  /** Takes a rule in place of the one of its name; null takes that out. */
  set(name: string, rule: ActiveRule<AlertRule> | null): void {
    if (rule) this.#rules.set(name, rule);
    else this.#rules.delete(name);
    this.#index = indexOf(this.#rules);
  }

  /** Takes versions as they stand from now on. */
  settle({ opened }: AlertVersions): void {
    for (const [rule, more] of opened) this.#opened.set(rule, (this.#opened.get(rule) ?? 0) + more);
  }

  #ofReleases() {
    return [LATE, ...[...this.#rules.values()].filter(isOfReleases)].sort((a, b) =>
      a.rule.rule < b.rule.rule ? -1 : 1,
    );
  }

  #versionsOf(step: Step, isOwnStep: boolean): AlertVersions {
    const { reads, most, isTold = true } = this.#options;
    const countOf = async (rule: string): Promise<number> => {
      this.#counts ??= this.#options.counts();
      return ((await this.#counts).get(rule) ?? 0) + (this.#opened.get(rule) ?? 0);
    };
    return new AlertVersions({
      ...{ reads, countOf, step, isOwnStep, isTold },
      ...(most !== undefined && { most }),
    });
  }
}

const indexOf = (rules: ReadonlyMap<string, ActiveRule<AlertRule>>): RuleIndex<ActiveRule> =>
  new RuleIndex([...rules.values()].filter(isOfStates), CODE_GRAPHS.areas);

/** Those of some states that a rule is about. */
async function coveredOf(
  rule: StateRule,
  keys: readonly string[],
  { statesOf }: Pick<OrderStep, 'statesOf'>,
): Promise<ReadonlySet<string>> {
  const covered = new Set<string>();
  const series = [...new Set(keys.map((key) => key.slice(0, key.indexOf('/'))))];
  for await (const page of statesOf(rule, series)) for (const key of page) covered.add(key);
  return covered;
}
