import type { RefusalName } from '../bulletin.ts';
import type { CausePlan } from '@silkgauge/contract';
import type { World } from '../world.ts';
import { isEmpty, missing } from './missing.ts';
import type { Outcome } from './telling.ts';

/** A cause is never told: it is refused for what is missing first, else because figures say no cause. */
export function refuseCause(world: World, plan: CausePlan): Outcome {
  const { id, by, of } = plan;
  const event = 'notice' in by ? by.notice : `${by.event.source}#${by.event.id}`;
  const refuse = (refused: RefusalName, keys: readonly string[]): Outcome => ({
    ...{ id, plan, refused, keys },
  });
  if ('notice' in by) {
    const notice = world.notice(by.notice);
    if (!notice) return refuse('no-notice', [event]);
    if (notice.withdrawn) return refuse('withdrawn', [event]);
  } else {
    const found = world.claim(by.event) ?? world.statement(by.event);
    if (!found) return refuse('no-event', [event]);
    if (found.withdrawn) return refuse('withdrawn', [event]);
  }
  const state = world.state(of);
  if (!state) return refuse('no-state', [of]);
  return isEmpty(state)
    ? refuse(missing(world, state, ['level', 'growth']), [of])
    : refuse('no-causal-claim', [event, of]);
}
