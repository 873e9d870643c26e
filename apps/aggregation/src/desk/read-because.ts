import type { Because } from '@silkgauge/bulletin';
import { clearTopic, CLOCK_KEY, ORDER_PREFIX, type Cause } from '@silkgauge/contract';
import type { FigureIdentity } from '@silkgauge/growth';
import {
  findWithdrawals,
  readNoticeEvent,
  readReasons,
  readRegisteredOf,
  readSaid,
  type LogEntry,
  type Queryable,
  type RegisterKind,
} from '@silkgauge/read-model';
import { liftingTick } from './read-steps.ts';

/** The members of a register's document that say which event it is of, as far as there are any. */
interface Said {
  readonly source?: string;
  readonly id?: string;
  readonly dropped?: boolean;
  readonly withdrawn?: boolean;
}

/** Why an entry of the log is, with the events behind it; of a state that was lifted the tick, as many lie in its step. */
export async function readBecause(
  db: Queryable,
  entry: LogEntry | undefined,
  until: string,
): Promise<Because> {
  if (!entry) return { reason: 'reported', causes: [] };
  const { kind, key, known_at } = entry;
  if (kind === null) {
    const [found] = await readReasons(db, [entry.sequence]);
    const causes = JSON.parse(found?.causes ?? '[]') as Cause[];
    const tick = liftingTick(causes);
    return {
      reason: found?.reason ?? 'reported',
      causes: (tick ? [tick] : causes).map(({ source, id }) => ({ source, id })),
    };
  }
  const [row] = await readRegisteredOf(db, kind, [key], { sequence: until });
  const { source, id, dropped = false, withdrawn = false } = JSON.parse(row?.document ?? '{}') as Said;
  const own = source !== undefined && id !== undefined ? { source, id } : null;
  if (kind === 'order') return { reason: reasonOf(key, dropped), causes: own ? [own] : [] };
  const event =
    kind === 'notice'
      ? await readNoticeEvent(db, key, known_at)
      : own && withdrawn
        ? await readWithdrawal(db, kind, own)
        : own;
  return { reason: withdrawn ? 'withdrawn' : 'reported', causes: event ? [event] : [] };
}

function reasonOf(order: string, isDropped: boolean): string {
  if (order === CLOCK_KEY) return 'ticked';
  if (order.startsWith(ORDER_PREFIX.release)) return isDropped ? 'cancelled' : 'scheduled';
  return isDropped ? 'dropped' : 'planned';
}

const SAID = {
  claim: 'silkgauge.claim.reported.v1',
  statement: 'silkgauge.statement.attributed.v1',
} as const;

/** The first withdrawal of a claim or statement; those on other topics do not take it back. */
async function readWithdrawal(
  db: Queryable,
  kind: RegisterKind,
  event: FigureIdentity,
): Promise<FigureIdentity | null> {
  if (kind !== 'claim' && kind !== 'statement') return null;
  const [said] = await readSaid(db, SAID[kind], [event]);
  const home = said && clearTopic(said.topic);
  const first = (await findWithdrawals(db, [event])).find(({ topic }) => clearTopic(topic) === home);
  return first ? { source: first.by_source, id: first.by_id } : null;
}
