import { release, releaseCancellation, type SpecEvent } from '@silkgauge/testing';
import { AppliedEvents } from '../applied-events.fixture.ts';

const LATER = '2020-07-15T10:00:00+08:00';

let world: AppliedEvents;

beforeEach(async () => {
  world = await AppliedEvents.start();
});
afterEach(() => world.stop());

/** Applies each list of orders as a batch of its own; returns what became of all of them. */
async function outcomes(...batches: (readonly SpecEvent[])[]): Promise<string[]> {
  for (const events of batches) await world.push('newsroom.orders', ...events);
  const { rows } = await world.readModel.pool.query<{ told: string }>(
    `select concat_ws(' ', id, outcome, rule) as told from event order by "offset"`,
  );
  return rows.map(({ told }) => told);
}

const order = (id: string, event: SpecEvent): SpecEvent => ({ ...event, id });

const MOVES = [
  order('first', release('H1')),
  order('same-instant', release('H1', { title: 'Trade, by mode', at: '2020-07-14T02:00:00Z', zone: 'UTC' })),
  order('moved', release('H1', { at: LATER })),
  order('moved-why', release('H1', { at: LATER, reason: 'A holiday' })),
  order('back', release('H1')),
  order('cancelled', releaseCancellation('H1')),
  order('again', release('H1')),
  order('again-same', release('H1', { at: LATER })),
  order('other', release('H2', { at: LATER })),
];

const TOLD = [
  'first applied',
  'same-instant applied',
  'moved rejected release-moved',
  'moved-why applied',
  'back rejected release-moved',
  'cancelled applied',
  'again rejected release-moved',
  'again-same applied',
  'other applied',
];

describe('a release that moves', () => {
  it('without a reason is rejected, by what stood before it, in one batch', async () => {
    expect(await outcomes(MOVES)).toEqual(TOLD);
  });

  it('without a reason is rejected, by what stood before it, in many batches', async () => {
    expect(await outcomes(...MOVES.map((event) => [event]))).toEqual(TOLD);
  });

  it('without a reason lies in the dead letters, and says what to do', async () => {
    await outcomes(MOVES);
    const { rows } = await world.readModel.pool.query<{ reason: string }>(
      `select reason from event where rule = 'release-moved' order by "offset" limit 1`,
    );
    expect(rows[0]?.reason).toBe(
      `H1 was scheduled for 2020-07-14T02:00:00Z, and moves to ${LATER} without a reason. Give the event an id of its own, and write "reason": why it moves.`,
    );
    const { rows: letters } = await world.readModel.pool.query<{ count: string }>(
      'select count(*) from dead_letter',
    );
    expect(letters[0]?.count).toBe('3');
  });
});
