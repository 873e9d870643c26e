import {
  endPrinted,
  nextPrinted,
  printedKey,
  type PrintedAlert,
  type ActiveSentence,
  type Step,
} from '@silkgauge/alerts';
import { readThrough, type WorldReader } from '@silkgauge/known';
import type { NewVersion } from '@silkgauge/read-model';
import { alertVersion, type AlertReads, type KnownAlerts } from '../alerts/alert-reads.ts';
import { later } from '../alerts/alert-versions.ts';
import { PrintedIndex } from './printed-index.ts';

/** Judges the printed sentences that stand, one step after another. */
export class PrintedJudge {
  readonly #reads: AlertReads;
  readonly #index = new PrintedIndex();

  constructor(sentences: Iterable<ActiveSentence>, reads: AlertReads) {
    this.#reads = reads;
    for (const active of sentences) this.#index.set(active.sentence.printed, active);
  }

  get isIdle(): boolean {
    return this.#index.size === 0;
  }

  /** Names of the sentences with a number of a state, given by series key and period joined by a slash. */
  using(state: string): Iterable<string> {
    return this.#index.using(state);
  }

  /** The versions of a step that changed states under these sentences; why it is, is asked where one is made. */
  async judgeChanged(
    names: Iterable<string>,
    stepOf: () => Promise<Step>,
    known: WorldReader,
  ): Promise<readonly NewVersion[]> {
    const sorted = [...new Set(names)].sort();
    const alerts = await this.#alertsOf(sorted);
    const versions: NewVersion[] = [];
    for (const name of sorted) {
      const active = this.#index.get(name);
      const version = active && (await judge({ active, stepOf, isOwnStep: false, known, alerts }));
      if (version) versions.push(version);
    }
    return versions;
  }

  /** The versions of the step that registers a sentence. */
  async judgeRegistered(
    active: ActiveSentence,
    step: Step,
    known: WorldReader,
  ): Promise<readonly NewVersion[]> {
    const alerts = await this.#alertsOf([active.sentence.printed]);
    const version = await judge({
      ...{ active, stepOf: () => Promise.resolve(step), isOwnStep: true, known, alerts },
    });
    return version ? [version] : [];
  }

  /** The versions of the step that drops a sentence. */
  async judgeDropped(name: string, step: Step, known: WorldReader): Promise<readonly NewVersion[]> {
    const { alerts, floors } = await this.#alertsOf([name]);
    const before = alerts.get(printedKey(name));
    if (!before) return [];
    const ended = await readThrough(known, (world) => endPrinted(before, behind(step, before), world));
    return ended ? [alertVersion(ended, floors)] : [];
  }

  /** Takes a sentence in place of the one of its name; null takes that out. */
  set(name: string, active: ActiveSentence | null): void {
    this.#index.set(name, active);
  }

  #alertsOf(names: readonly string[]): Promise<PrintedAlerts> {
    return this.#reads.known<PrintedAlert>(names.map(printedKey));
  }
}

type PrintedAlerts = KnownAlerts<PrintedAlert>;

interface ToJudge {
  readonly active: ActiveSentence;
  readonly stepOf: () => Promise<Step>;
  readonly isOwnStep: boolean;
  readonly known: WorldReader;
  readonly alerts: PrintedAlerts;
}

async function judge({ active, stepOf, isOwnStep, known, alerts }: ToJudge): Promise<NewVersion | null> {
  const before = alerts.alerts.get(printedKey(active.sentence.printed)) ?? null;
  const next = (step: Step): Promise<PrintedAlert | null> =>
    readThrough(known, (world) => nextPrinted({ active, before, step, isOwnStep, world }));
  // Most changes make no version.
  if (!(await next(ANY_STEP))) return null;
  const made = await next(behind(await stepOf(), before));
  return made && alertVersion(made, alerts.floors);
}

const ANY_STEP: Step = { reason: '', causes: [], knownAt: '' };

/** What is known never gets older within an alert. */
const behind = (step: Step, before: PrintedAlert | null): Step => ({
  ...step,
  knownAt: later(step.knownAt, before?.knownAt),
});
