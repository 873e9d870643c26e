import { tellAlert, tellOverflow, tellSilence, type AlertEnding, type World } from '@silkgauge/bulletin';
import type { StateRule } from '@silkgauge/contract';
import { isOfRelease, UNTOLD, type Alert, type SilenceAlert, type StateAlert, type Step } from './alert.ts';
import { toldOf } from './next-silence.ts';
import { isOpen, progress } from './progress.ts';

/**
 * The version that ends an alert whose rule was dropped, or is about something else now, told by what the alert says
 * of its rule, or not told without a world; null where it is resolved.
 */
export function endAlert(before: Alert, step: Step, world: World | null, ending: AlertEnding): Alert | null {
  if (!isOpen(before)) return null;
  const members = { ...progress(before, 'resolved', step), backfilled: false };
  if (!world) return { ...before, ...members, sentence: UNTOLD };
  return isOfRelease(before)
    ? { ...before, ...members, sentence: endedSilence(before, world, ending) }
    : { ...before, ...members, sentence: endedOfState(before, step, world, ending) };
}

function endedOfState(before: StateAlert, step: Step, world: World, ending: AlertEnding) {
  const { rule, ruleVersion, series, period, said } = before;
  if (!series || period === null) return tellOverflow(rule, ending === 'dropped' ? 'dropped' : 'ended');
  // A version has what its kind of rule asks.
  const asked = { ...before, comparison: before.comparison ?? null } as unknown as StateRule;
  const [ended = { source: '', id: '' }] = step.causes;
  return tellAlert(world, {
    ...{
      rule: { ...ended, version: ruleVersion, rule: asked },
      state: 'resolved',
      said,
      compared: [],
      ending,
    },
    key: before.key.slice(rule.length + 1),
  });
}

function endedSilence(before: SilenceAlert, world: World, ending: AlertEnding) {
  const { publisher, title, at } = toldOf(before);
  const { release, said: missing } = before;
  return tellSilence(world, { release, publisher, title, at, state: 'scheduled', missing, ending });
}
