import type { Telling } from '@silkgauge/bulletin';
import type { Plan, Rehearsal, SayName } from '@silkgauge/contract';
import type { RehearsedPush } from '@silkgauge/decisions';
import { readTelling, type WorldReader } from '@silkgauge/known';
import type { Queryable } from '@silkgauge/read-model';
import { changedBulletin } from './changed-bulletin.ts';
import { plansAfter, type PlanChange } from './plans-after.ts';

export interface Worlds {
  readonly before: WorldReader;
  readonly after: WorldReader;
}

/** Tells the plans that a push may change, from the worlds before and after it; the bulletins that differ. */
export async function changedBulletins(
  db: Queryable,
  push: RehearsedPush,
  { before, after }: Worlds,
  heartbeat: () => Promise<void>,
): Promise<Rehearsal['bulletins']> {
  const changed: Rehearsal['bulletins'][number][] = [];
  const isTouched = touching(push);
  const tell = (plan: Plan | null, world: WorldReader): Promise<Telling | null> =>
    plan ? readTelling(plan, world) : Promise.resolve(null);
  for await (const plan of plansAfter(db, push)) {
    await heartbeat();
    if (!isTouched(plan)) continue;
    const one = changedBulletin(
      plan.bulletin,
      await tell(plan.before, before),
      await tell(plan.after, after),
    );
    if (one) changed.push(one);
  }
  return changed;
}

/** Kinds of sentences whose series the plan does not name. */
const UNNAMED: readonly string[] = ['each', 'claim'] satisfies readonly SayName[];

/**
 * Whether a push may change what a plan tells: the plan is another one, names no series of a sentence, or names an
 * event or notice of the push, or a series around those that change. All that a sentence looks at lies around the
 * series that its plan names.
 */
function touching(push: RehearsedPush): (plan: PlanChange) => boolean {
  const names = new Set([
    ...push.aroundChanges(),
    ...push.registered.map(({ key }) => key),
    ...push.events.map(({ id }) => id),
    ...push.withdrawals.map(({ id }) => id),
  ]);
  return ({ before, after }) => {
    if (JSON.stringify(before) !== JSON.stringify(after)) return true;
    let isTouched = false;
    JSON.stringify(after, (_, value: unknown) => {
      if (typeof value === 'string')
        isTouched ||= UNNAMED.includes(value) || names.has(value) || names.has(seriesIn(value));
      return value;
    });
    return isTouched;
  };
}

/** The series of the key of a state; another text as it is. */
const seriesIn = (text: string): string => text.split('/', 1)[0] ?? '';
