import type { InputTopic } from '@silkgauge/contract';
import { readChanges, type ReadModel } from '@silkgauge/read-model';
import {
  bulletinDrop,
  bulletinPlan,
  release,
  releaseCancellation,
  statementWithdrawal,
  tick,
  type SpecEvent,
} from '@silkgauge/testing';
import { AppliedEvents } from '../applied-events.fixture.ts';

let world: AppliedEvents;
let readModel: ReadModel;

beforeEach(async () => {
  world = await AppliedEvents.start();
  ({ readModel } = world);
});
afterEach(() => world.stop());

const push = (topic: InputTopic, ...events: SpecEvent[]) => world.push(topic, ...events);

const said = (id: string): SpecEvent => ({
  type: 'silkgauge.statement.attributed.v1',
  id,
  key: 'N-1',
  data: {
    ...{ speaker: 'Bai Ming', affiliation: 'CAITEC', about: { notice: 'N-1' }, quote: 'Good.' },
    evidence: { document: 'https://example.org/a', quote: 'Good.' },
  },
});

/** Entries of the log, each as kind, key, version and document. */
async function log() {
  const rows = await readChanges(readModel.pool, '0', 1_000);
  return rows.map(({ kind, key, version, document }) => ({
    ...{ kind, key, version },
    said: JSON.parse(document) as Record<string, unknown>,
  }));
}

const KEY = 'GACC.CN.CBEC.FULL._T._T._T._T.CNY/2020';

it('each order is a version of its name in the log, with the number of its plans, in whatever batches', async () => {
  const plan = (id: string, title?: string): SpecEvent => ({ ...bulletinPlan('B-1', KEY, title), id });
  await push('newsroom.orders', plan('p1'), { ...bulletinDrop('B-1'), id: 'd1' });
  await push('newsroom.orders', plan('p2', 'Again'), { ...bulletinPlan('B-2', KEY), id: 'p3' });
  expect(await log()).toMatchObject([
    { kind: 'order', key: 'bulletin/B-1', version: 1, said: { id: 'p1', dropped: false, version: 1 } },
    { kind: 'order', key: 'bulletin/B-1', version: 2, said: { id: 'd1', dropped: true, version: 1 } },
    {
      ...{ kind: 'order', key: 'bulletin/B-1', version: 3 },
      said: { source: '/spec', id: 'p2', dropped: false, version: 2, data: plan('p2', 'Again').data },
    },
    { kind: 'order', key: 'bulletin/B-2', version: 1, said: { id: 'p3', dropped: false, version: 1 } },
  ]);
});

it('each accepted order of a release and each tick is in the log; a refused move and a repeated tick are not', async () => {
  const moved = { at: '2020-07-15T10:00:00+08:00' };
  await push('newsroom.orders', { ...release('H1'), id: 'r1' }, { ...release('H1', moved), id: 'r2' });
  await push('clock.ticks', { ...tick(), id: 't1' }, { ...tick(), id: 't1' });
  await push('newsroom.orders', { ...releaseCancellation('H1'), id: 'r3' });
  await push('clock.ticks', { ...tick(), id: 't2' });
  expect(await log()).toMatchObject([
    { kind: 'order', key: 'release/H1', version: 1, said: { id: 'r1', dropped: false, version: 1 } },
    { kind: 'order', key: 'clock', version: 1, said: { id: 't1', dropped: false, data: tick().data } },
    { kind: 'order', key: 'release/H1', version: 2, said: { id: 'r3', dropped: true, version: 1 } },
    { kind: 'order', key: 'clock', version: 2, said: { source: '/spec', id: 't2', version: 2 } },
  ]);
});

it('a statement is in the log, and again where it is withdrawn; a repeated withdrawal adds nothing', async () => {
  await push('policy.notices', said('s1'));
  await push('policy.notices', statementWithdrawal('s1'), statementWithdrawal('s1'));
  expect(await log()).toMatchObject([
    { kind: 'statement', key: '/spec#s1', version: 1, said: { id: 's1', withdrawn: false } },
    {
      ...{ kind: 'statement', key: '/spec#s1', version: 2 },
      said: { source: '/spec', id: 's1', withdrawn: true, data: said('s1').data },
    },
  ]);
});

it('a statement that was withdrawn before it came is in the log as withdrawn', async () => {
  await push('policy.notices', statementWithdrawal('s1'));
  expect(await log()).toEqual([]);
  await push('policy.notices', said('s1'));
  expect(await log()).toMatchObject([{ key: '/spec#s1', version: 1, said: { withdrawn: true } }]);
});
