import {
  alertKey,
  endAlert,
  endOverflow,
  isOfRelease,
  isOpen,
  isOverflow,
  MOST_ALERTS,
  nextAlert,
  nextSilence,
  OVERFLOW,
  withinBound,
  type Alert,
  type ReleaseView,
  type ActiveRule,
  type Step as AlertStep,
  type View,
} from '@silkgauge/alerts';
import type { AlertEnding, World } from '@silkgauge/bulletin';
import type { AlertRule, SilenceRule } from '@silkgauge/contract';
import { readThrough, type WorldReader } from '@silkgauge/known';
import type { NewVersion } from '@silkgauge/read-model';
import type { ReleaseMoment } from '../releases/release-moment.ts';
import { alertVersion, type AlertReads, type KnownAlerts, type OpenAlerts } from './alert-reads.ts';
import type { Moment } from './moment.ts';

/** Keys of states that a rule has to judge. */
export interface ToJudge {
  readonly rule: ActiveRule;
  readonly keys: Iterable<string>;
  /** Those that the rule is about: one that was defined anew may have open alerts of others. All by default. */
  readonly covered?: ReadonlySet<string>;
}

/** Names of releases that a rule has to judge. */
export interface ReleasesToJudge {
  readonly rule: ActiveRule<SilenceRule>;
  readonly names: Iterable<string>;
}

export interface ReleaseMoments {
  readonly now: ReleaseMoment;
  readonly was: ReleaseMoment | null;
  /** Names of codes are read by it. */
  readonly reader: WorldReader;
}

export interface AlertStepOptions {
  readonly reads: AlertReads;
  /** How many alerts of a rule are open before the step. */
  readonly countOf: (rule: string) => Promise<number>;
  /** Why the step is, and when it was known. */
  readonly step: AlertStep;
  /** Whether the step is that of the rule itself. */
  readonly isOwnStep: boolean;
  /** The most alerts of one rule that are open. */
  readonly most?: number;
  /** Whether the sentences of versions are told; true by default. */
  readonly isTold?: boolean;
}

/** The versions of one step, and how many alerts more are open than before, by rule. */
export class AlertVersions {
  readonly versions: NewVersion[] = [];
  readonly opened = new Map<string, number>();
  /** Keys of the versions that say that a rule has more alerts than it may. */
  readonly #overflows = new Set<string>();
  readonly #options: AlertStepOptions;

  constructor(options: AlertStepOptions) {
    this.#options = options;
  }

  /** Judges states as of the step; `was` is the moment before it. */
  async judge({ rule, keys, covered }: ToJudge, now: Moment, was: Moment): Promise<void> {
    const { reads, step, isOwnStep } = this.#options;
    const all = [...new Set(keys)].sort();
    const names = all.map((key) => alertKey(rule.rule.rule, key));
    const known = await reads.known([...names, overflowKey(rule)]);
    for (const key of all) {
      const view = await now.view(rule, key);
      if (!view) continue;
      const found = known.alerts.get(alertKey(rule.rule.rule, key)) ?? null;
      const before = found && isOfRelease(found) ? null : found;
      const next = (earlier: View | null): Promise<Alert | null> =>
        this.#workOut(now.reader, (world) =>
          nextAlert({
            ...{ rule, now: view, was: earlier, before, isOwnStep, world },
            isCovered: covered?.has(key) ?? true,
            step: { ...step, knownAt: later(step.knownAt, before?.knownAt) },
          }),
        );
      let made = await next(null);
      // What stood there before matters where no alert is open, and most steps make no version there.
      const earlier = !made || isOpen(before) || isOwnStep ? null : await was.view(rule, key);
      if (earlier) made = await next(earlier);
      if (made) await this.#add(made, before, rule, known);
    }
    // In the step of the rule itself what is open comes in several calls.
    if (!isOwnStep) await this.#endOverflowOf(rule, known);
  }

  /** Judges releases as of the step; `was` is null where the rule takes what was there before. */
  async judgeReleases({ rule, names }: ReleasesToJudge, { now, was, reader }: ReleaseMoments): Promise<void> {
    const { reads, step, isOwnStep } = this.#options;
    const all = [...new Set(names)].sort();
    const keys = all.map((name) => alertKey(rule.rule.rule, name));
    const known = await reads.known([...keys, overflowKey(rule)]);
    for (const name of all) {
      const found = known.alerts.get(alertKey(rule.rule.rule, name)) ?? null;
      const before = found && isOfRelease(found) ? found : null;
      const view = await now.view(rule.rule, name);
      const next = (earlier: ReleaseView | null): Promise<Alert | null> =>
        this.#workOut(reader, (world) =>
          nextSilence({
            ...{ rule, now: view, was: earlier, before, isOwnStep, world },
            step: { ...step, knownAt: later(step.knownAt, before?.knownAt) },
          }),
        );
      let made = await next(null);
      const earlier = !made || isOpen(before) ? null : await was?.view(rule.rule, name);
      if (earlier) made = await next(earlier);
      if (made) await this.#add(made, before, rule, known);
    }
    if (!isOwnStep) await this.#endOverflowOf(rule, known);
  }

  /** Ends open alerts of a rule that was dropped, or is about something else now. */
  async end({ alerts, floors }: OpenAlerts, reader: WorldReader, ending: AlertEnding): Promise<void> {
    const { step } = this.#options;
    for (const alert of alerts) {
      const knownAt = later(step.knownAt, alert.knownAt);
      const ended = await this.#workOut(reader, (world) =>
        endAlert(alert, { ...step, knownAt }, world, ending),
      );
      if (ended) this.#write(ended, alert, floors);
    }
  }

  /** What follows from a world; without one where sentences are not told: nothing else looks at it. */
  #workOut<Found>(reader: WorldReader, work: (world: World | null) => Found): Promise<Found> {
    const { isTold = true } = this.#options;
    return isTold ? readThrough(reader, work) : Promise.resolve(work(null));
  }

  /** Writes the version that follows another; `before` is null for the first. */
  #write(alert: Alert, before: Alert | null, floors: ReadonlyMap<string, number>): void {
    this.versions.push(alertVersion(alert, floors));
    if (isOverflow(alert)) return;
    const more = Number(isOpen(alert)) - Number(isOpen(before));
    this.opened.set(alert.rule, (this.opened.get(alert.rule) ?? 0) + more);
  }

  async #endOverflowOf(rule: ActiveRule<AlertRule>, { alerts, floors }: KnownAlerts): Promise<void> {
    const alert = alerts.get(overflowKey(rule));
    if (alert && isOpen(alert)) await this.endOverflow({ alert, floors }, rule);
  }

  /** Ends that a rule has too many alerts, where it no longer has. */
  async endOverflow(
    { alert, floors }: { readonly alert: Alert; readonly floors: ReadonlyMap<string, number> },
    rule: ActiveRule<AlertRule>,
  ): Promise<void> {
    const { step, most = MOST_ALERTS } = this.#options;
    if ((await this.#openOf(rule.rule.rule)) >= most) return;
    const knownAt = later(step.knownAt, alert.knownAt);
    this.#write(endOverflow(alert, rule, { ...step, knownAt }), alert, floors);
  }

  async #openOf(rule: string): Promise<number> {
    return (await this.#options.countOf(rule)) + (this.opened.get(rule) ?? 0);
  }

  async #add(
    made: Alert,
    before: Alert | null,
    rule: ActiveRule<AlertRule>,
    known: KnownAlerts,
  ): Promise<void> {
    if (isOpen(before) || !isOpen(made)) {
      this.#write(made, before, known.floors);
      return;
    }
    const key = overflowKey(rule);
    const overflow = known.alerts.get(key) ?? null;
    const { step, most } = this.#options;
    const at = { ...step, knownAt: later(step.knownAt, overflow?.knownAt) };
    const open = await this.#openOf(rule.rule.rule);
    const kept = withinBound(made, rule, open, overflow, at, most);
    if (!kept || this.#overflows.has(kept.key)) return;
    if (kept.key === key) this.#overflows.add(key);
    this.#write(kept, before, known.floors);
  }
}

const overflowKey = ({ rule }: ActiveRule<AlertRule>): string => alertKey(rule.rule, OVERFLOW);

/** The later of two instants in UTC: what is known never gets older within a key. */
export const later = (one: string, other = ''): string => (one > other ? one : other);
