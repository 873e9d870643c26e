import { checkEvent, doorTopic, type CheckedEvent, type InputTopic } from '@silkgauge/contract';
import {
  alertRule,
  bulletinPlan,
  release,
  releaseCancellation,
  statementWithdrawal,
  type SpecEvent,
} from '@silkgauge/testing';
import type { LoadName, Loads, Reads } from '../reads/reads.ts';
import { idOfPushed } from './reads-after.ts';
import { rehearsePush } from './rehearse-push.ts';

type Pushed = SpecEvent & { readonly id: string };
type Stored = { readonly [Name in LoadName]?: readonly Loads[Name]['row'][] };

/** A database that has these rows, and finds them by any key. */
const holding = (stored: Stored): Reads => ({
  load: (what) => Promise.resolve([...(stored[what] ?? [])]),
  platformTurn: () => Promise.resolve(''),
  hasFloors: () => Promise.resolve(false),
});

const checked = ({ type, data, id }: Pushed): CheckedEvent => {
  const event = { specversion: '1.0', type, source: '/spec', id, datacontenttype: 'application/json', data };
  const reading = checkEvent(event);
  if (reading.ok) return reading.event;
  throw new Error(JSON.stringify(reading.faults));
};

async function rehearsed(
  events: readonly Pushed[],
  stored: Stored = {},
  heartbeat = () => Promise.resolve(),
) {
  const push = await rehearsePush(holding(stored), {
    events: events.map(checked),
    write: null,
    topics: events.map(({ type }) => doorTopic('policy-notice', type as CheckedEvent['type']) as InputTopic),
    ...{ topicPrefix: '', now: new Date(0), smallBases: {}, mostWritten: Infinity, heartbeat },
  });
  const outcomes = push.events.map(({ id, outcome, rule }) => `${id} ${outcome}${rule ? ` ${rule}` : ''}`);
  return { ...push, outcomes };
}

const H1 = 'GACC-2020-H1';
const scheduled = (id: string, at: string, members = {}): Pushed => ({
  ...release(H1, { at, ...members }),
  id,
});
const notice = (id: string): Pushed => ({
  type: 'silkgauge.notice.withdrawn.v1',
  ...{ id, data: { notice: 'N-1', reason: 'over' } },
});
const A = '2020-07-14T10:00:00+08:00';
const B = '2020-07-15T10:00:00+08:00';

describe('a push to several topics', () => {
  it('moves no release without a reason that it has scheduled itself', async () => {
    const moved = await rehearsed([scheduled('a', A), notice('n'), scheduled('b', B)]);
    expect(moved.outcomes).toEqual(['a applied', 'n superseded', 'b rejected release-moved']);
    const cancelled = { ...releaseCancellation(H1), id: 'c' };
    const again = await rehearsed([scheduled('a', A), cancelled, notice('n'), scheduled('b', B)]);
    expect(again.outcomes).toContain('b rejected release-moved');
  });

  it('moves a release from where it has moved it itself, not from where it is stored', async () => {
    const back = [scheduled('b', B, { reason: 'late' }), notice('n'), scheduled('a', A)];
    const { outcomes } = await rehearsed(back, { scheduled: [{ release: H1, at: A, publisher: 'GACC' }] });
    expect(outcomes).toEqual(['b applied', 'n superseded', 'a rejected release-moved']);
  });

  it('refuses a withdrawal of its own once the event shows to be of another kind, and decides it anew after', async () => {
    const early = { ...statementWithdrawal('x'), id: 'w' };
    const { outcomes, withdrawals } = await rehearsed([
      early,
      { ...bulletinPlan('b-one', 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY/2020'), id: 'x' },
      early,
    ]);
    expect(outcomes).toEqual(['w rejected withdrawal-kind', 'x applied', 'w rejected withdrawal-kind']);
    expect(withdrawals).toEqual([]);
  });

  it('refuses a stored withdrawal in the same way: neither it nor its identity stands after', async () => {
    const early = { ...statementWithdrawal('x'), id: 'w' };
    const stored = await rehearsed([early]);
    const known = {
      ...{ event_id: '7', source: '/spec', id: 'w', topic: 'policy.notices' },
      ...{ type: early.type, digest: stored.events[0]?.digest ?? Buffer.alloc(0) },
      about: null,
    };
    const withdrawal = { ...known, id: 'x', by_source: '/spec', by_id: 'w', headers: null };
    const { outcomes } = await rehearsed([{ ...alertRule('a-one'), id: 'x' }, early], {
      ...{ events: [known], withdrawals: [withdrawal] },
    });
    expect(outcomes).toEqual(['x applied', 'w rejected withdrawal-kind']);
  });

  it('may be ended before each change of topic', async () => {
    let beats = 0;
    const events = [notice('n1'), scheduled('a', A), notice('n2')];
    await rehearsed(events, {}, () => {
      beats += 1;
      return Promise.resolve();
    });
    expect(beats).toBe(3);
    const late = () => Promise.reject(new Error('late'));
    await expect(rehearsed(events, {}, late)).rejects.toThrow('late');
  });
});

it('ids of pushed events are above those that are stored', () => {
  expect(idOfPushed(0) > BigInt(Number.MAX_SAFE_INTEGER)).toBe(true);
});
