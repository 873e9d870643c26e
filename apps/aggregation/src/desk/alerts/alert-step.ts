import {
  alertKey,
  nextAlert,
  OVERFLOW,
  withinBound,
  type Alert,
  type StandingRule,
  type Step as AlertStep,
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
  /** How many alerts a rule has. */
  readonly countOf: (rule: string) => number;
  /** Why the step is, and when it was known. */
  readonly step: AlertStep;
  /** Whether the step is that of the rule itself. */
  readonly isOwnStep: boolean;
}

/** The versions of one step, and how many alerts are new, by rule. */
export class AlertVersions {
  readonly versions: NewVersion[] = [];
  readonly added = new Map<string, number>();
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
      const earlier = before || isOwnStep ? null : await was.view(rule, key);
      const made = await readThrough(now.reader, (world) =>
        nextAlert({
          ...{ rule, now: view, was: earlier, before, isOwnStep, world },
          step: { ...step, knownAt: later(step.knownAt, before?.knownAt) },
        }),
      );
      if (made) this.#add(made, before, rule, known);
    }
  }

  /** Writes a further version of an alert that is known. */
  write(alert: Alert, floors: ReadonlyMap<string, number>): void {
    this.versions.push(alertVersion(alert, floors));
  }

  #add(made: Alert, before: Alert | null, rule: StandingRule, known: KnownAlerts): void {
    const name = rule.rule.rule;
    if (before) {
      this.write(made, known.floors);
      return;
    }
    const added = this.added.get(name) ?? 0;
    const key = overflowKey(rule);
    const isOver = this.versions.some((one) => one.key === key);
    const overflow = known.alerts.get(key) ?? null;
    const alerts = this.#options.countOf(name) + added;
    const { step } = this.#options;
    const kept = withinBound(made, rule, alerts, overflow, {
      ...step,
      knownAt: later(step.knownAt, overflow?.knownAt),
    });
    if (!kept || (kept.key === key && isOver)) return;
    if (kept.key !== key) this.added.set(name, added + 1);
    this.write(kept, known.floors);
  }
}

const overflowKey = ({ rule }: StandingRule): string => alertKey(rule.rule, OVERFLOW);

/** The later of two instants in UTC: what is known never gets older within a key. */
export const later = (one: string, other = ''): string => (one > other ? one : other);
