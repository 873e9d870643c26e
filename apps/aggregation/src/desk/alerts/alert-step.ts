import {
  alertKey,
  endOverflow,
  isOpen,
  MOST_ALERTS,
  nextAlert,
  OVERFLOW,
  withinBound,
  type Alert,
  type StandingRule,
  type Step as AlertStep,
  type View,
} from '@silkgauge/alerts';
import { readThrough } from '@silkgauge/known';
import type { NewVersion, Queryable } from '@silkgauge/read-model';
import { alertVersion, readKnownAlerts, type KnownAlerts } from './alert-documents.ts';
import type { Moment } from './moment.ts';

/** Keys of states that a rule has to judge. */
export interface ToJudge {
  readonly rule: StandingRule;
  readonly keys: Iterable<string>;
}

export interface AlertStepOptions {
  readonly db: Queryable;
  /** How many alerts of a rule are open. */
  readonly countOf: (rule: string) => number;
  /** Why the step is, and when it was known. */
  readonly step: AlertStep;
  /** Whether the step is that of the rule itself. */
  readonly isOwnStep: boolean;
  /** The most alerts of one rule that are open. */
  readonly most?: number;
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
  async judge({ rule, keys }: ToJudge, now: Moment, was: Moment): Promise<void> {
    const { db, step, isOwnStep } = this.#options;
    const all = [...new Set(keys)].sort();
    const names = all.map((key) => alertKey(rule.rule.rule, key));
    const known = await readKnownAlerts(db, [...names, overflowKey(rule)]);
    for (const key of all) {
      const view = await now.view(rule, key);
      if (!view) continue;
      const before = known.alerts.get(alertKey(rule.rule.rule, key)) ?? null;
      const next = (earlier: View | null): Promise<Alert | null> =>
        readThrough(now.reader, (world) =>
          nextAlert({
            ...{ rule, now: view, was: earlier, before, isOwnStep, world },
            step: { ...step, knownAt: later(step.knownAt, before?.knownAt) },
          }),
        );
      let made = await next(null);
      // What stood there before matters to a first version alone, and most steps make none.
      const earlier = !made || before || isOwnStep ? null : await was.view(rule, key);
      if (earlier) made = await next(earlier);
      if (made) this.#add(made, before, rule, known);
    }
  }

  /** Writes the version that follows one, null for none. */
  write(alert: Alert, before: Alert | null, floors: ReadonlyMap<string, number>): void {
    this.versions.push(alertVersion(alert, floors));
    if (alert.series === null) return;
    const more = Number(isOpen(alert)) - Number(isOpen(before));
    this.opened.set(alert.rule, (this.opened.get(alert.rule) ?? 0) + more);
  }

  /** Ends that a rule has too many alerts, where it was defined anew and no longer has. */
  endOverflow(
    { alert, floors }: { readonly alert: Alert; readonly floors: ReadonlyMap<string, number> },
    rule: StandingRule,
  ): void {
    const { step, most = MOST_ALERTS } = this.#options;
    if (this.#openOf(rule.rule.rule) >= most) return;
    const knownAt = later(step.knownAt, alert.knownAt);
    this.write(endOverflow(alert, rule, { ...step, knownAt }), alert, floors);
  }

  #openOf(rule: string): number {
    return this.#options.countOf(rule) + (this.opened.get(rule) ?? 0);
  }

  #add(made: Alert, before: Alert | null, rule: StandingRule, known: KnownAlerts): void {
    if (isOpen(before) || !isOpen(made)) {
      this.write(made, before, known.floors);
      return;
    }
    const key = overflowKey(rule);
    const overflow = known.alerts.get(key) ?? null;
    const { step, most } = this.#options;
    const at = { ...step, knownAt: later(step.knownAt, overflow?.knownAt) };
    const kept = withinBound(made, rule, this.#openOf(rule.rule.rule), overflow, at, most);
    if (!kept || this.#overflows.has(kept.key)) return;
    if (kept.key === key) this.#overflows.add(key);
    this.write(kept, before, known.floors);
  }
}

const overflowKey = ({ rule }: StandingRule): string => alertKey(rule.rule, OVERFLOW);

/** The later of two instants in UTC: what is known never gets older within a key. */
export const later = (one: string, other = ''): string => (one > other ? one : other);
