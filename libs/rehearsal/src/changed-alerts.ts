import { alertKey, OVERFLOW, type Step } from '@silkgauge/alerts';
import { ORDER_PREFIX, type Rehearsal } from '@silkgauge/contract';
import type { RehearsedPush } from '@silkgauge/decisions';
import {
  AlertJudge,
  AlertsAfter,
  Moment,
  PrintedJudge,
  readActiveReleases,
  readActiveRules,
  readActiveSentences,
  RegisteredAlerts,
  scheduleIn,
  activeSentence,
  activeRule,
  statesOfRule,
  type ReleaseIndex,
} from '@silkgauge/judging';
import { readOnce, type WorldReader } from '@silkgauge/known';
import { countAlerts, stateKey, type NewVersion, type Queryable } from '@silkgauge/read-model';
import { stepsOf, type PushedStep } from './pushed-steps.ts';
import { releasesAfter, type ReleasesAfter } from './releases-after.ts';
import type { WorldAfter } from './world-after.ts';

type ChangedAlert = Rehearsal['alerts'][number];
type StatesStep = Extract<PushedStep, { readonly kind: 'states' }>;
type OrderStep = Extract<PushedStep, { readonly kind: 'order' }>;

export interface AlertsOf {
  readonly db: Queryable;
  readonly push: RehearsedPush;
  readonly snapshot: string;
  /** What would be known once so many versions of states have come. */
  readonly worldAt: (versions: number) => WorldAfter;
  readonly heartbeat: () => Promise<void>;
}

/** Why a version is, and when it was known, is not told of a rehearsal. */
const STEP: Step = { reason: 'rehearsed', causes: [], knownAt: '1970-01-01T00:00:00.000Z' };

/** The alerts that a push would make, judged step by step as the desk would. */
export async function changedAlerts(of: AlertsOf): Promise<readonly ChangedAlert[]> {
  const steps = stepsOf(of.push);
  if (steps.length === 0) return [];
  const desk = await RehearsedDesk.open(of);
  await desk.fetch(steps);
  for (const step of steps) {
    await of.heartbeat();
    await desk.take(step);
  }
  return desk.changed();
}

/** What the parts of the desk that make alerts would do, one step after another. */
class RehearsedDesk {
  readonly #of: AlertsOf;
  readonly #registered: RegisteredAlerts;
  readonly #alerts: AlertsAfter;
  readonly #rules: AlertJudge;
  readonly #printed: PrintedJudge;
  readonly #releases: ReleaseIndex;
  readonly #releasesAfter: ReleasesAfter;
  /** Why releases cannot be read, by name. */
  readonly #unread: Map<string, string>;
  /** Versions of states that have come, and what was known then. */
  #moment: Moment;

  private constructor(
    of: AlertsOf,
    { alerts, registered, rules, printed, releases, unread }: RehearsedParts,
  ) {
    this.#of = of;
    this.#registered = registered;
    this.#alerts = alerts;
    this.#rules = rules;
    this.#printed = printed;
    this.#releases = releases;
    this.#releasesAfter = releasesAfter(of.db, of.push);
    this.#unread = unread;
    this.#moment = momentAt(of, 0);
  }

  static async open(of: AlertsOf): Promise<RehearsedDesk> {
    const { db, snapshot } = of;
    const registered = new RegisteredAlerts(db);
    const alerts = new AlertsAfter(registered);
    const { rules } = await readActiveRules(db, snapshot, () => false);
    const { sentences } = await readActiveSentences(db, snapshot, () => false);
    const { releases, unfollowed } = await readActiveReleases(db, snapshot, () => false);
    return new RehearsedDesk(of, {
      ...{ alerts, registered, releases, unread: unfollowed },
      rules: new AlertJudge(rules, { reads: alerts, counts: () => countAlerts(db), isTold: false }),
      printed: new PrintedJudge(sentences, alerts),
    });
  }

  /** Reads at once the alerts of all changed states: most steps need no others. */
  async fetch(steps: readonly PushedStep[]): Promise<void> {
    const changed = steps.flatMap((step) => (step.kind === 'states' ? step.changed : []));
    const keys = changed.flatMap(({ key, period, domain }) =>
      this.#rules
        .rulesAbout({ key, domain })
        .flatMap(({ rule: { rule } }) => [alertKey(rule, OVERFLOW), alertKey(rule, stateKey(key, period))]),
    );
    await this.#alerts.fetch([...new Set(keys)]);
  }

  async take(step: PushedStep): Promise<void> {
    if (step.kind === 'states') await this.#takeStates(step);
    else await this.#takeOrder(step);
  }

  /** The newest version of each alert that was made, in order of key. */
  async changed(): Promise<readonly ChangedAlert[]> {
    const made = [...this.#alerts.made.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
    const { alerts: before } = await this.#registered.known(made.map(({ key }) => key));
    return made.map(({ key, rule, state, said }) => ({
      ...{ key, rule, before: before.get(key)?.state ?? null, after: state, said: [...said] },
    }));
  }

  async #takeStates({ changed, versions, ...places }: StatesStep): Promise<void> {
    const [was, now] = [this.#moment, momentAt(this.#of, versions)];
    this.#moment = now;
    const names = new Set(changed.flatMap(({ key, period }) => this.#releases.promising(key, period)));
    const states = await this.#rules.statesToJudge(changed, now.reader);
    const made = await this.#rules.judgeChanges(states, {
      ...{ step: STEP, now, was },
      releases: this.#releasesAt(names, places, now.reader),
    });
    this.#rules.settle(made);
    this.#alerts.take(made.versions);
    const used = changed.flatMap(({ key, period }) => [...this.#printed.using(stateKey(key, period))]);
    this.#alerts.take(await this.#printed.judgeChanged(used, () => Promise.resolve(STEP), now.reader));
  }

  async #takeOrder(step: OrderStep): Promise<void> {
    const { key } = step;
    if (key.startsWith(ORDER_PREFIX.alert)) await this.#takeRule(step, nameIn(key, 'alert'));
    else if (key.startsWith(ORDER_PREFIX.printed))
      this.#alerts.take(await this.#takePrinted(step, nameIn(key, 'printed')));
    else if (key.startsWith(ORDER_PREFIX.release)) await this.#takeRelease(step, nameIn(key, 'release'));
  }

  async #takeRule({ last, order }: OrderStep, name: string): Promise<void> {
    const { db, snapshot } = this.#of;
    const rule = order.dropped ? null : activeRule(orderedBy(order, name));
    const made = rule
      ? await this.#rules.judgeDefined(rule, {
          ...{ step: STEP, now: this.#moment, releases: this.#releasesAfter(last) },
          releaseNames: this.#releases.names,
          isUnfollowed: (release) => this.#unread.has(release),
          // Orders come without figures: the states are those of the snapshot.
          statesOf: (one, ofSeries) => statesOfRule(db, one, snapshot, ofSeries),
        })
      : await this.#rules.judgeDropped(name, STEP, this.#moment.reader);
    this.#rules.set(name, rule);
    this.#rules.settle(made);
    this.#alerts.take(made.versions);
  }

  async #takePrinted({ order }: OrderStep, name: string): Promise<readonly NewVersion[]> {
    const { reader } = this.#moment;
    if (order.dropped) {
      this.#printed.set(name, null);
      return this.#printed.judgeDropped(name, STEP, reader);
    }
    const active = activeSentence(orderedBy(order, name));
    this.#printed.set(name, active);
    return this.#printed.judgeRegistered(active, STEP, reader);
  }

  async #takeRelease({ order, ...places }: OrderStep, name: string): Promise<void> {
    const schedule = order.dropped ? null : scheduleIn(JSON.stringify(order.data));
    const made = await this.#rules.judgeChanges(new Map(), {
      ...{ step: STEP, now: this.#moment, was: this.#moment },
      releases: this.#releasesAt(new Set([name]), places, this.#moment.reader),
    });
    this.#rules.settle(made);
    this.#alerts.take(made.versions);
    this.#releases.set(name, schedule && { schedule, state: null });
    this.#unread.delete(name);
  }

  #releasesAt(
    names: ReadonlySet<string>,
    { first, last }: Pick<PushedStep, 'first' | 'last'>,
    reader: WorldReader,
  ) {
    if (names.size === 0) return null;
    const [now, was] = [this.#releasesAfter(last), this.#releasesAfter(first - 1, { isPast: true })];
    return { names, at: { now, was, reader } };
  }
}

interface RehearsedParts {
  readonly alerts: AlertsAfter;
  readonly registered: RegisteredAlerts;
  readonly rules: AlertJudge;
  readonly printed: PrintedJudge;
  readonly releases: ReleaseIndex;
  readonly unread: Map<string, string>;
}

function momentAt({ worldAt }: AlertsOf, versions: number): Moment {
  const { sides, ...reader } = worldAt(versions);
  // The words of an alert are not told of a rehearsal, so what they rest on need not be known.
  return new Moment(readOnce({ ...reader, evidence: () => Promise.resolve(undefined) }), sides);
}

const nameIn = (key: string, kind: keyof typeof ORDER_PREFIX): string => key.slice(ORDER_PREFIX[kind].length);

/** An order as its register gives it. */
const orderedBy = ({ source, id, version, data }: OrderStep['order'], name: string) => ({
  ...{ name, times: version, source, id },
  data: JSON.stringify(data),
});
