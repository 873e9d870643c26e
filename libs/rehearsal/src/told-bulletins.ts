import { NOTHING_TOLD, type Telling } from '@silkgauge/bulletin';
import {
  matchesSeries,
  parseSeriesKey,
  type Plan,
  type Rehearsal,
  type SeriesCodes,
} from '@silkgauge/contract';
import type { RehearsedPush } from '@silkgauge/decisions';
import type { FigureIdentity } from '@silkgauge/growth';
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
  const isTouched = touching(push, before);
  const tell = (plan: Plan | null, world: WorldReader): Promise<Telling | null> =>
    plan ? readTelling(plan, world) : Promise.resolve(null);
  for await (const plan of plansAfter(db, push)) {
    await heartbeat();
    if (!(await isTouched(plan))) continue;
    const one = changedBulletin(
      plan.bulletin,
      plan.isTakenBack ? NOTHING_TOLD : await tell(plan.before, before),
      await tell(plan.after, after),
    );
    if (one) changed.push(one);
  }
  return changed;
}

/**
 * Whether a push may change what a plan tells: the plan is another one, or speaks of an event or notice of the push,
 * or of a series around those that change. All that a sentence looks at lies around the series that its plan names;
 * a claim names its series itself, and `each` asks for them.
 */
function touching(push: RehearsedPush, world: WorldReader): (plan: PlanChange) => Promise<boolean> {
  const around = push.aroundChanges();
  const names = new Set([
    ...around,
    ...push.registered.map(({ key }) => key),
    ...push.events.map(({ id }) => id),
    ...push.withdrawals.map(({ id }) => id),
  ]);
  const series = [...around].flatMap((key) => parseSeriesKey(key) ?? []);
  // Whatever their domain, place and words: a plan that is told again says the same.
  const isAskedFor = (query: SeriesCodes): boolean => series.some((one) => matchesSeries(query, one));
  const isOfClaim = async (event: FigureIdentity): Promise<boolean> => {
    const claim = await world.claim(event);
    return claim !== undefined && [claim.key, claim.comparedTo ?? ''].some((key) => around.has(key));
  };
  return async ({ before, after }) => {
    if (JSON.stringify(before) !== JSON.stringify(after)) return true;
    let isNamed = false;
    JSON.stringify(after, (_, value: unknown) => {
      if (typeof value === 'string') isNamed ||= names.has(value) || names.has(seriesIn(value));
      return value;
    });
    if (isNamed) return true;
    for (const sentence of after?.paragraphs.flat() ?? []) {
      if (sentence.say === 'each' && isAskedFor(sentence.query)) return true;
      if (sentence.say === 'claim' && (await isOfClaim(sentence.event))) return true;
    }
    return false;
  };
}

/** The series of the key of a state; another text as it is. */
const seriesIn = (text: string): string => text.split('/', 1)[0] ?? '';
